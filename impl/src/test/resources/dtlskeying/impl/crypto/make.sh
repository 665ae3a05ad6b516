#!/bin/sh
# Writes the PEM files beside this script, for tests: keys in every form that we read, and a small
# hierarchy. OpenSSL makes them, so that another writer than our own is read. No key is used elsewhere.
set -eu
cd "$(dirname "$0")"

days=36500
config="-config openssl.cnf"

self_signed() { # name, key
    openssl req -x509 $config -key "$2" -subj "/CN=$1" -days $days -sha256 -out "$1.pem"
}

openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out p256-pkcs8.key.pem
openssl ecparam -name prime256v1 -out parameters.tmp
openssl ec -in p256-pkcs8.key.pem -out sec1.tmp
cat parameters.tmp sec1.tmp > p256-sec1.key.pem
openssl pkcs8 -topk8 -in p256-pkcs8.key.pem -passout pass:secret -out p256-encrypted.key.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out p384.key.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out p521.key.pem
openssl genpkey -quiet -algorithm ED25519 -out ed25519.key.pem
openssl genrsa -traditional -out rsa-pkcs1.key.pem 2048
openssl pkcs8 -topk8 -nocrypt -in rsa-pkcs1.key.pem -out rsa-pkcs8.key.pem
openssl genrsa -out rsa1024.key.pem 1024

self_signed p256 p256-pkcs8.key.pem
self_signed p384 p384.key.pem
self_signed p521 p521.key.pem
self_signed ed25519 ed25519.key.pem
self_signed rsa rsa-pkcs1.key.pem
self_signed rsa1024 rsa1024.key.pem

# root -> intermediate -> leaf
openssl req -x509 $config -extensions authority -newkey ec -pkeyopt ec_paramgen_curve:P-256 \
    -noenc -keyout root.tmp -subj "/CN=root" -days $days -out root.pem
openssl req $config -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout intermediate.tmp \
    -subj "/CN=intermediate" -out request.tmp
openssl x509 -req -in request.tmp -CA root.pem -CAkey root.tmp -days $days \
    -extfile openssl.cnf -extensions authority -out intermediate.pem
openssl req $config -new -key p256-pkcs8.key.pem -subj "/CN=leaf" -out request.tmp
openssl x509 -req -in request.tmp -CA intermediate.pem -CAkey intermediate.tmp -days $days \
    -out leaf.pem
rm -f ./*.tmp
