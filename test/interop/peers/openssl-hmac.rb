# Ruby's OpenSSL::HMAC.
require 'base64'
require 'json'
require 'openssl'

def key(secret)
  return [secret['hex']].pack('H*') if secret.key?('hex')

  secret['text'] || Base64.strict_decode64(secret['base64'])
end

def digest(job)
  OpenSSL::HMAC.hexdigest('SHA256', key(job['secret']), job['message'])
end

jobs = JSON.parse($stdin.read.force_encoding('UTF-8'))
puts JSON.generate(
  version: "OpenSSL::HMAC, Ruby #{RUBY_VERSION}, #{OpenSSL::OPENSSL_LIBRARY_VERSION}",
  hash: jobs['hash'].map { |job| digest(job) }
)
