/*
 * A DTLS-SRTP endpoint made of OpenSSL's library, for tests: DTLS 1.2 with use_srtp over loopback,
 * in either role, with certificates on both sides, and as many handshakes as it is told to make.
 *
 *   openssl_peer server|client PORT CERT KEY CA PROFILES accept|decline
 *
 * PORT is the port to listen on (0: any) or to connect to; CERT, KEY and CA are PEM files; PROFILES
 * is a list of OpenSSL's names with ':' between them; the last word says what it answers to a peer
 * that wants another handshake.
 *
 * A line "rehandshake" on its input has it start one. It prints "listening" with the port, for each
 * complete handshake "profile", "exported" and "agreed", for each alert "sent" or "heard" with
 * level and name, and "failed" with the reason. It never stays longer than LIFETIME seconds.
 */
#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LIFETIME = 30, ROUND_MILLIS = 50, MATERIAL = 60, LINE = 80 };

static const char LABEL[] = "EXTRACTOR-dtls_srtp";

static void say(const char *name, const char *value)
{
    printf("%s %s\n", name, value);
    fflush(stdout);
}

static void fail(const char *reason)
{
    unsigned long error = ERR_get_error();
    say("failed", error != 0 ? ERR_reason_error_string(error) : reason);
    exit(1);
}

static void check(int isGood, const char *reason)
{
    if (!isGood)
        fail(reason);
}

static void note_alert(const SSL *ssl, int where, int code)
{
    char alert[LINE];
    (void)ssl;
    if (!(where & SSL_CB_ALERT))
        return;
    snprintf(alert, sizeof alert, "%s %s", SSL_alert_type_string_long(code),
             SSL_alert_desc_string_long(code));
    say(where & SSL_CB_READ ? "heard" : "sent", alert);
}

/* Connects to the server, or waits for a client and connects to that. */
static int open_socket(int server, const char *port)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    socklen_t length = sizeof address;
    char number[8], first;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    check(fd >= 0, "no socket");
    if (server) {
        check(bind(fd, (struct sockaddr *)&address, length) == 0, "cannot listen");
        getsockname(fd, (struct sockaddr *)&address, &length);
        snprintf(number, sizeof number, "%u", ntohs(address.sin_port));
        say("listening", number);
        check(recvfrom(fd, &first, 1, MSG_PEEK, (struct sockaddr *)&address, &length) >= 0,
              "no client");
    }
    check(connect(fd, (struct sockaddr *)&address, length) == 0, "cannot connect");
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

static SSL_CTX *context(char **arguments, int server)
{
    SSL_CTX *made = SSL_CTX_new(server ? DTLS_server_method() : DTLS_client_method());
    int required = server ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0;
    int declines = strcmp(arguments[7], "decline") == 0;
    SSL_CTX_set_min_proto_version(made, DTLS1_2_VERSION);
    check(SSL_CTX_use_certificate_file(made, arguments[3], SSL_FILETYPE_PEM), "certificate");
    check(SSL_CTX_use_PrivateKey_file(made, arguments[4], SSL_FILETYPE_PEM), "key");
    check(SSL_CTX_load_verify_locations(made, arguments[5], NULL), "trusted certificate");
    check(!SSL_CTX_set_tlsext_use_srtp(made, arguments[6]), "profiles");
    SSL_CTX_set_verify(made, SSL_VERIFY_PEER | required, NULL);
    SSL_CTX_set_session_id_context(made, (const unsigned char *)LABEL, sizeof LABEL);
    SSL_CTX_set_info_callback(made, note_alert);
    SSL_CTX_set_options(made, SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION);
    SSL_CTX_set_options(made, declines ? SSL_OP_NO_RENEGOTIATION
                                       : SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
    return made;
}

static SSL *over(SSL_CTX *ctx, int fd, int server)
{
    SSL *ssl = SSL_new(ctx);
    BIO *bio = BIO_new_dgram(fd, BIO_NOCLOSE);
    struct sockaddr_in peer;
    socklen_t length = sizeof peer;
    getpeername(fd, (struct sockaddr *)&peer, &length);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, &peer);
    SSL_set_bio(ssl, bio, bio);
    if (server)
        SSL_set_accept_state(ssl);
    else
        SSL_set_connect_state(ssl);
    return ssl;
}

static int is_wanted(void)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    char line[LINE];
    return poll(&input, 1, 0) > 0 && read(STDIN_FILENO, line, sizeof line) > 0;
}

/* Says what was exported, if it is not what was said before. */
static void say_new(SSL *ssl, unsigned char *last)
{
    unsigned char now[MATERIAL];
    const SRTP_PROTECTION_PROFILE *profile = SSL_get_selected_srtp_profile(ssl);
    if (SSL_in_init(ssl) || SSL_renegotiate_pending(ssl))
        return;
    if (SSL_export_keying_material(ssl, now, MATERIAL, LABEL, strlen(LABEL), NULL, 0, 0) != 1 ||
        memcmp(now, last, MATERIAL) == 0)
        return;
    memcpy(last, now, MATERIAL);
    say("profile", profile == NULL ? "none" : profile->name);
    printf("exported ");
    for (int i = 0; i < MATERIAL; i++)
        printf("%02x", now[i]);
    printf("\nagreed\n");
    fflush(stdout);
}

/* Waits a round for a datagram, and drops it if it is media: that is not OpenSSL's business. */
static void await_datagram(int fd)
{
    struct pollfd wanted = {.fd = fd, .events = POLLIN};
    unsigned char first = 0;
    if (poll(&wanted, 1, ROUND_MILLIS) > 0 && recv(fd, &first, 1, MSG_PEEK) == 1 && first >= 128 &&
        first <= 191)
        check(recv(fd, &first, 1, 0) == 1, "cannot drop media");
}

/* One round: what has come is read, and a timer that is due is served. */
static int go_on(SSL *ssl)
{
    char data[2048];
    await_datagram(SSL_get_fd(ssl));
    int result = SSL_read(ssl, data, sizeof data);
    int error = SSL_get_error(ssl, result);
    if (error == SSL_ERROR_WANT_READ)
        DTLSv1_handle_timeout(ssl);
    else if (error == SSL_ERROR_ZERO_RETURN)
        say("closed", "");
    else if (error != SSL_ERROR_NONE)
        fail("the association is over");
    return error != SSL_ERROR_ZERO_RETURN;
}

int main(int count, char **arguments)
{
    unsigned char last[MATERIAL] = {0};
    if (count != 8)
        fail("usage: openssl_peer server|client PORT CERT KEY CA PROFILES accept|decline");
    alarm(LIFETIME);
    int server = strcmp(arguments[1], "server") == 0;
    SSL_CTX *ctx = context(arguments, server);
    SSL *ssl = over(ctx, open_socket(server, arguments[2]), server);
    do {
        if (is_wanted()) {
            check(SSL_renegotiate(ssl), "cannot start another handshake");
            SSL_do_handshake(ssl);
        }
        if (!go_on(ssl))
            break;
        say_new(ssl, last);
    } while (1);
    SSL_shutdown(ssl);
    return 0;
}
