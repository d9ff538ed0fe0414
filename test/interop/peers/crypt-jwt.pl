# Crypt::JWT.
use strict;
use warnings;
use Crypt::JWT qw(decode_jwt encode_jwt);
use Encode qw(encode_utf8);
use JSON;
use MIME::Base64 qw(decode_base64);

sub key {
  my ($secret) = $_[0]->{secret};
  return exists $secret->{text} ? encode_utf8($secret->{text}) : decode_base64($secret->{base64});
}
sub sign {
  my %header = exists $_[0]->{kid} ? (extra_headers => { kid => $_[0]->{kid} }) : ();
  return encode_jwt(payload => $_[0]->{claims}, alg => 'HS256', key => key($_[0]), %header);
}
sub verify {
  my %how = (accepted_alg => 'HS256', key => key($_[0]), decode_header => 1);
  my ($header, $claims) = eval { decode_jwt(token => $_[0]->{token}, %how) };
  return $@ ? { refused => $@ } : { header => $header, claims => $claims };
}
my $jobs = decode_json(do { local $/; <STDIN> });
print encode_json({
  version => sprintf('Crypt::JWT %s, Perl %vd', $Crypt::JWT::VERSION, $^V),
  sign => [map { sign($_) } @{ $jobs->{sign} }],
  verify => [map { verify($_) } @{ $jobs->{verify} }],
});
