/*
 * A DTLS-SRTP endpoint made of GnuTLS, for tests: one DTLS 1.2 handshake with use_srtp over
 * loopback, in either role, with certificates on both sides, and as many more as are wanted.
 *
 *   gnutls_peer server PORT CERT KEY PROFILES [MKI] [PRIORITIES [resume]]
 *   gnutls_peer client PORT CERT KEY PROFILES [MKI] [PRIORITIES [resume]]
 *
 * PORT is the port to listen on (0: any) or to connect to; CERT and KEY are PEM files; PROFILES is
 * a list of GnuTLS's names with ':' between them; MKI is hex, "" for none.
 *
 * It prints one "name value" a line, bytes in hex: "listening" with the port, then either "failed"
 * with the reason or "resumed", "suite", "ems", "peer" (SHA-256 of the other's certificate), "profile", "mki",
 * "exported", "client-key", "server-key", "client-salt", "server-salt" and "agreed". A line
 * on its input has it start another handshake, with the MKI that the line holds, if any, in hex;
 * all that is printed for each. With "resume" there is a second association once the first is
 * closed, which takes up its session. It stays until the other end closes, and never longer than LIFETIME seconds.
 */
#include <arpa/inet.h>
#include <gnutls/dtls.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LIFETIME = 30, HANDSHAKE_MILLIS = 15000, ROUND_MILLIS = 50, MTU = 1300, DATAGRAM = 2048, MAX_MKI = 255 };

static const char LABEL[] = "EXTRACTOR-dtls_srtp";
static const char PRIORITIES[] = "NORMAL:-VERS-ALL:+VERS-DTLS1.2:%SAFE_RENEGOTIATION";

static void say(const char *name, const char *value)
{
    printf("%s %s\n", name, value);
    fflush(stdout);
}

static void say_bytes(const char *name, const unsigned char *bytes, size_t length)
{
    printf("%s ", name);
    for (size_t i = 0; i < length; i++)
        printf("%02x", bytes[i]);
    printf("\n");
    fflush(stdout);
}

static void say_datum(const char *name, const gnutls_datum_t *datum)
{
    say_bytes(name, datum->data, datum->size);
}

static void fail(const char *reason)
{
    say("failed", reason);
    exit(1);
}

static int check(int result)
{
    if (result < 0)
        fail(gnutls_strerror(result));
    return result;
}

static size_t parse_hex(const char *digits, unsigned char *bytes, size_t limit)
{
    size_t length = strlen(digits) / 2;
    if (strlen(digits) % 2 != 0 || length > limit)
        fail("bad MKI");
    for (size_t i = 0; i < length; i++)
        if (sscanf(digits + 2 * i, "%2hhx", bytes + i) != 1)
            fail("bad MKI");
    return length;
}

static struct sockaddr_in loopback(const char *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static int open_socket(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0)
        fail("no socket");
    return fd;
}

static int connect_to(const char *port)
{
    int fd = open_socket();
    struct sockaddr_in address = loopback(port);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        fail("cannot connect");
    return fd;
}

static int listen_on(const char *port)
{
    int fd = open_socket();
    struct sockaddr_in address = loopback(port);
    socklen_t length = sizeof address;
    char number[8];
    if (bind(fd, (struct sockaddr *)&address, length) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &length) != 0)
        fail("cannot listen");
    snprintf(number, sizeof number, "%u", ntohs(address.sin_port));
    say("listening", number);
    return fd;
}

static ssize_t push(gnutls_transport_ptr_t socket, const void *bytes, size_t length)
{
    return send((int)(intptr_t)socket, bytes, length, 0);
}

/* Answers hellos with HelloVerifyRequest until one brings its cookie; that one stays queued. */
static void verify_cookie(int fd, gnutls_dtls_prestate_st *state)
{
    struct sockaddr_in client;
    socklen_t length = sizeof client;
    gnutls_datum_t key;
    char datagram[DATAGRAM];
    check(gnutls_key_generate(&key, GNUTLS_COOKIE_KEY_SIZE));
    for (int connected = 0;; connected = 1) {
        ssize_t size = recvfrom(fd, datagram, sizeof datagram, MSG_PEEK,
                                (struct sockaddr *)&client, &length);
        if (size < 0 || (!connected && connect(fd, (struct sockaddr *)&client, length) != 0))
            fail("no client");
        memset(state, 0, sizeof *state);
        if (gnutls_dtls_cookie_verify(&key, &client, sizeof client, datagram, size, state) == 0)
            break;
        if (recv(fd, datagram, sizeof datagram, 0) < 0)
            fail("no client");
        check(gnutls_dtls_cookie_send(&key, &client, sizeof client, state,
                                      (gnutls_transport_ptr_t)(intptr_t)fd, push));
    }
    gnutls_free(key.data);
}

static void set_mki(gnutls_session_t session, const char *digits)
{
    unsigned char bytes[MAX_MKI];
    gnutls_datum_t mki = {bytes, (unsigned)parse_hex(digits, bytes, sizeof bytes)};
    if (mki.size > 0)
        check(gnutls_srtp_set_mki(session, &mki));
}

static void set_srtp(gnutls_session_t session, const char *profiles, const char *digits)
{
    check(gnutls_srtp_set_profile_direct(session, profiles, NULL));
    set_mki(session, digits);
}

static void shake_hands(gnutls_session_t session)
{
    int result;
    do
        result = gnutls_handshake(session);
    while (result < 0 && !gnutls_error_is_fatal(result));
    if (result == GNUTLS_E_FATAL_ALERT_RECEIVED)
        fail(gnutls_alert_get_name(gnutls_alert_get(session)));
    if (result < 0) /* GnuTLS leaves it to its user to say what went wrong. */
        gnutls_alert_send_appropriate(session, result);
    check(result);
}

static void say_peer(gnutls_session_t session)
{
    unsigned count = 0;
    const gnutls_datum_t *chain = gnutls_certificate_get_peers(session, &count);
    unsigned char digest[32];
    size_t length = sizeof digest;
    if (count == 0)
        fail("the other end sent no certificate");
    check(gnutls_fingerprint(GNUTLS_DIG_SHA256, chain, digest, &length));
    say_bytes("peer", digest, length);
}

static void say_keys(gnutls_session_t session)
{
    unsigned char material[256];
    gnutls_datum_t client_key, client_salt, server_key, server_salt;
    int length = gnutls_srtp_get_keys(session, material, sizeof material, &client_key, &client_salt,
                                      &server_key, &server_salt);
    check(length);
    say_datum("client-key", &client_key);
    say_datum("server-key", &server_key);
    say_datum("client-salt", &client_salt);
    say_datum("server-salt", &server_salt);
    check(gnutls_prf_rfc5705(session, strlen(LABEL), LABEL, 0, NULL, length, (char *)material));
    say_bytes("exported", material, length);
}

static void say_srtp(gnutls_session_t session)
{
    gnutls_srtp_profile_t profile;
    gnutls_datum_t mki = {NULL, 0};
    if (gnutls_srtp_get_selected_profile(session, &profile) < 0) {
        say("profile", "none");
        return;
    }
    say("profile", gnutls_srtp_get_profile_name(profile));
    if (gnutls_srtp_get_mki(session, &mki) < 0)
        mki.size = 0;
    say_datum("mki", &mki);
    say_keys(session);
}

static void say_agreed(gnutls_session_t session)
{
    say("resumed", gnutls_session_is_resumed(session) ? "yes" : "no");
    say("suite", gnutls_ciphersuite_get(session));
    say("ems", gnutls_session_ext_master_secret_status(session) ? "yes" : "no");
    say_peer(session);
    say_srtp(session);
    say("agreed", "");
}

/* Whether a line has come that wants another handshake; its MKI is set. */
static int is_wanted(gnutls_session_t session)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    char line[2 * MAX_MKI + 2];
    ssize_t length;
    if (poll(&input, 1, 0) <= 0 || (length = read(STDIN_FILENO, line, sizeof line - 1)) <= 0)
        return 0;
    line[length] = '\0';
    line[strcspn(line, "\n")] = '\0';
    set_mki(session, line);
    return 1;
}

static void shake_hands_again(gnutls_session_t session)
{
    shake_hands(session);
    say_agreed(session);
}

/* Stays for retransmissions and other handshakes until the other end closes. */
static void linger(gnutls_session_t session, int server)
{
    char data[DATAGRAM];
    ssize_t result;
    gnutls_record_set_timeout(session, ROUND_MILLIS);
    do {
        if (is_wanted(session) && (!server || check(gnutls_rehandshake(session)) == 0))
            shake_hands_again(session);
        result = gnutls_record_recv(session, data, sizeof data);
        if (result == GNUTLS_E_REHANDSHAKE)
            shake_hands_again(session);
        if (result == GNUTLS_E_WARNING_ALERT_RECEIVED)
            say("heard", gnutls_alert_get_name(gnutls_alert_get(session)));
    } while (result > 0 || result == GNUTLS_E_TIMEDOUT ||
             (result < 0 && !gnutls_error_is_fatal((int)result)));
    say("closed", result == 0 ? "" : gnutls_strerror((int)result));
}

/* The one session that a server keeps. */
static gnutls_datum_t kept_name, kept_session;

static void keep(gnutls_datum_t *where, const gnutls_datum_t *what)
{
    gnutls_free(where->data);
    where->data = gnutls_malloc(what->size);
    where->size = what->size;
    memcpy(where->data, what->data, what->size);
}

static int store(void *none, gnutls_datum_t name, gnutls_datum_t session)
{
    (void)none;
    keep(&kept_name, &name);
    keep(&kept_session, &session);
    return 0;
}

static gnutls_datum_t retrieve(void *none, gnutls_datum_t name)
{
    gnutls_datum_t found = {NULL, 0};
    (void)none;
    if (name.size == kept_name.size && memcmp(name.data, kept_name.data, name.size) == 0)
        keep(&found, &kept_session);
    return found;
}

static int forget(void *none, gnutls_datum_t name)
{
    (void)none;
    (void)name;
    kept_name.size = 0;
    return 0;
}

/* One association from its start to its closure; a client offers the session, and learns it. */
static void associate(int fd, int server, char **arguments, int count, gnutls_datum_t *known)
{
    gnutls_certificate_credentials_t credentials;
    gnutls_session_t session;
    check(gnutls_certificate_allocate_credentials(&credentials));
    check(gnutls_certificate_set_x509_key_file(credentials, arguments[3], arguments[4],
                                               GNUTLS_X509_FMT_PEM));
    check(gnutls_init(&session, (server ? GNUTLS_SERVER : GNUTLS_CLIENT) | GNUTLS_DATAGRAM |
                                    GNUTLS_NO_TICKETS));
    check(gnutls_priority_set_direct(session, count > 7 ? arguments[7] : PRIORITIES, NULL));
    check(gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials));
    set_srtp(session, arguments[5], count > 6 ? arguments[6] : "");

    if (server) {
        gnutls_dtls_prestate_st state;
        gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUIRE);
        gnutls_db_set_store_function(session, store);
        gnutls_db_set_retrieve_function(session, retrieve);
        gnutls_db_set_remove_function(session, forget);
        verify_cookie(fd, &state);
        gnutls_dtls_prestate_set(session, &state);
    } else if (known->size > 0) {
        check(gnutls_session_set_data(session, known->data, known->size));
    }
    gnutls_transport_set_int(session, fd);
    gnutls_dtls_set_mtu(session, MTU);
    gnutls_handshake_set_timeout(session, HANDSHAKE_MILLIS);
    shake_hands(session);
    say_agreed(session);
    if (!server)
        check(gnutls_session_get_data2(session, known));
    linger(session, server);
    gnutls_bye(session, GNUTLS_SHUT_WR);
    gnutls_deinit(session);
    gnutls_certificate_free_credentials(credentials);
}

int main(int count, char **arguments)
{
    gnutls_datum_t known = {NULL, 0};
    if (count < 6)
        fail("usage: gnutls_peer server|client PORT CERT KEY PROFILES [MKI] [PRIORITIES [resume]]");
    alarm(LIFETIME);
    int server = strcmp(arguments[1], "server") == 0;
    int fd = server ? listen_on(arguments[2]) : connect_to(arguments[2]);
    associate(fd, server, arguments, count, &known);
    if (count > 8)
        associate(fd, server, arguments, count, &known);
    return 0;
}
