# ruby-jwt.
require 'base64'
require 'json'
require 'jwt'

def key(secret)
  secret['text'] || Base64.strict_decode64(secret['base64'])
end

def sign(job)
  JWT.encode(job['claims'], key(job['secret']), 'HS256', job.slice('kid'))
end

def verify(job)
  claims, header = JWT.decode(job['token'], key(job['secret']), true, algorithm: 'HS256')
  { header: header, claims: claims }
rescue StandardError => e
  { refused: e.inspect }
end

jobs = JSON.parse($stdin.read.force_encoding('UTF-8'))
puts JSON.generate(
  version: "ruby-jwt #{JWT.gem_version}, Ruby #{RUBY_VERSION}",
  sign: jobs['sign'].map { |job| sign(job) },
  verify: jobs['verify'].map { |job| verify(job) }
)
