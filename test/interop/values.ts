/** What names and secrets are made of. */

export const TEXTS = {
  ASCII: 'Jane Doe',
  'Latin letters with marks': 'Zoë Ñúñez-Łukasiewicz, Straße',
  'combining characters': 'Zoe\u0308 Nu\u0301n\u0303ez, Việt, 한글',
  'Greek and Cyrillic': 'Ελένη Παπαδοπούλου, Наталія Їжакевич',
  'right to left': 'محمد العربي \u200f(שָׁלוֹם)\u200e',
  Indic: 'अनुष्का शर्मा, தமிழ், ক্ষ',
  Thai: 'กำพล ผู้ใหญ่',
  'East Asian': '山田 太郎, 김민준, 王小明, ｶﾀｶﾅ',
  'outside the Basic Multilingual Plane': '𠮷野家 𝒥ane 𐍈',
  emoji: '👩🏽‍🚀 👨‍👩‍👧‍👦 🇺🇦 ❤️ 1️⃣',
  'line and paragraph separators': 'a\u2028b\u2029c\u0085d',
  'control characters': 'tab\tline\r\nnul\u0000escape\u001bdelete\u007f',
  'blanks and invisible characters': ' a\u00a0b\u200bc\u00add\ufeff ',
  noncharacters: '\ufdd0\uffff\ufffd\u{10ffff}',
  'quotes and backslashes': '"O\'Brien" `x` \\" \\u0041 \\n / \\/ C:\\new',
  HTML: '</script><!-- <b>&amp;&lt; ]]>',
  'text that looks like something else': 'null 1e3 %20 +447700900123 $HOME #{1} {{x}} @a',
  long: 'Wêreld 🌍 '.repeat(60),
};

/** A user's id with this text in it, without what no id may have: control, broken and outer characters. */
export function idWith(text: string): string {
  return `клиент-42 ${text}`.replace(/[\p{Cc}\ufffd]/gu, '').replace(/[\s\ufeff]+$/, '');
}

/** Text is the UTF-8 of itself, whatever it looks like. */
export const SECRETS = {
  'of 24 characters': 'cw-Zx8!qPv_5t2Kd9#Lm3$Rw',
  'in other scripts': 'für-Ελένη-ключ-秘密-مفتاح-🔑-2f9c',
  'with combining characters': 'cle\u0301-de-Zoe\u0308-5f2c9b1e7d4a',
  'that looks like base64': 'c2VjcmV0LW9mLWEtY2hhdC13aWRnZXQ+Lzg5YWJjZA==',
  'that looks like base64url': 'c2VjcmV0LW9mLWEtY2hhdC13aWRnZXQ_Lzg5YWJjZA',
  'that looks like hexadecimal': '5f2c9b1e7d4a4c0f8e3b6a1d9c7e2f405f2c9b1e7d4a4c0f8e3b6a1d9c7e2f40',
  'with quotes and backslashes': 'q"uo\'te-\\n-\\u0041-$x-%y-5f2c9b1e',
  'longer than a block of SHA-256': 'cw_test_5f2c9b1e7d4a4c0f8e3b6a1d'.repeat(5),
  'of 32 bytes that are not UTF-8': bytes(32, (index) => 0xff - index),
  'of 64 bytes, one block of SHA-256': bytes(64, (index) => (index * 167 + 0x80) % 256),
  'of every byte there is': bytes(256, (index) => 0xff - index),
  'of bytes that begin and end with zero': bytes(40, (index) => (index * (39 - index)) % 256),
};

function bytes(length: number, at: (index: number) => number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => at(index));
}
