/*
 * A DTLS 1.3 endpoint made of wolfSSL, for tests: one handshake over loopback with certificates on
 * both sides, then whatever its input asks for.
 *
 *   wolfssl_peer server|client PORT CERT KEY TRUSTED [NAME=VALUE]...
 *
 * PORT is the port to listen on (0: any) or to connect to; CERT and KEY are its own certificate and
 * key, TRUSTED is the only certificate that it believes; all PEM. Further arguments:
 *
 *   suite=1301         the only cipher suite, in hex
 *   groups=1d,18       groups in the order of preference, in hex; a client sends a share of the first
 *   label= context= length=   what to export: a label, a context in hex (absent: none), a length
 *   srtp=0001          protection profiles, in hex
 *   retry=1            a server answers the first ClientHello by a HelloRetryRequest with a cookie
 *                      (wolfSSL 5.7.2 then refuses its own cookie if use_srtp was offered)
 *   mtu=600            the longest datagram that it sends, in bytes
 *
 * It prints one "name value" a line, numbers and bytes in hex: "listening" with the port, then either
 * "failed" with the reason or "version", "suite", "group" (by name), "peer" (SHA-256 of the other's
 * certificate), "profile" (a server only: the client of 5.7.2 does not look), "exported" and "agreed". Then "received" for every piece of data, and
 * "closed". A line on its input has it act: "send TEXT", "update" (a KeyUpdate, which wolfSSL always
 * sends without asking for the other's), "close". It never stays longer than LIFETIME seconds.
 */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "dtls13_peer.h"

enum { LIFETIME = 40, ROUND_MILLIS = 20, MAX_LIST = 16, DATAGRAM = 16384 };

typedef struct {
    int server, retry, length, mtu;
    const char *port, *certificate, *key, *trusted, *suite, *groups, *label, *context, *srtp;
} settings_t;

typedef struct {
    unsigned number;
    const char *name;
} named_t;

static const named_t SUITES[] = {{0x1301, "TLS13-AES128-GCM-SHA256"},
                                 {0x1302, "TLS13-AES256-GCM-SHA384"},
                                 {0x1303, "TLS13-CHACHA20-POLY1305-SHA256"},
                                 {0x1304, "TLS13-AES128-CCM-SHA256"},
                                 {0, NULL}};
static const named_t PROFILES[] = {{0x0001, "SRTP_AES128_CM_SHA1_80"},
                                   {0x0002, "SRTP_AES128_CM_SHA1_32"},
                                   {0x0007, "SRTP_AEAD_AES_128_GCM"},
                                   {0x0008, "SRTP_AEAD_AES_256_GCM"},
                                   {0, NULL}};

static int waited_millis;

static void check(int result, const char *what)
{
    if (result != WOLFSSL_SUCCESS)
        fail(what);
}

static void fail_with_error(WOLFSSL *ssl, int result)
{
    char reason[WOLFSSL_MAX_ERROR_SZ];
    fail(wolfSSL_ERR_error_string((unsigned long)wolfSSL_get_error(ssl, result), reason));
}

static int parse_list(const char *text, int *numbers)
{
    int count = 0;
    for (char *end; text != NULL && *text != '\0' && count < MAX_LIST; text = *end ? end + 1 : end)
        numbers[count++] = (int)strtoul(text, &end, 16);
    return count;
}

static const char *name_of(const named_t *names, unsigned number)
{
    for (; names->name != NULL; names++)
        if (names->number == number)
            return names->name;
    fail("a code point without a name");
    return NULL;
}

static int open_socket(const settings_t *settings)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = loopback(settings->port);
    if (settings->server)
        listen_on(fd, &address);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        fail("cannot connect");
    return fd;
}

static int give(WOLFSSL *ssl, char *bytes, int length, void *unused)
{
    (void)unused;
    ssize_t sent = send(wolfSSL_get_fd(ssl), bytes, (size_t)length, 0);
    return sent < 0 && errno != ECONNREFUSED ? WOLFSSL_CBIO_ERR_WANT_WRITE : length;
}

static int take(WOLFSSL *ssl, char *bytes, int length, void *unused)
{
    (void)unused;
    ssize_t received = recv(wolfSSL_get_fd(ssl), bytes, (size_t)length, MSG_DONTWAIT);
    return received <= 0 ? WOLFSSL_CBIO_ERR_WANT_READ : (int)received;
}

static void set_srtp(WOLFSSL_CTX *context, const char *text)
{
    int numbers[MAX_LIST], count = parse_list(text, numbers);
    char names[512] = "";
    for (int i = 0; i < count; i++)
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", i > 0 ? ":" : "",
                 name_of(PROFILES, (unsigned)numbers[i]));
    if (count > 0)
        check(wolfSSL_CTX_set_tlsext_use_srtp(context, names), "profiles");
}

static WOLFSSL_CTX *configure(const settings_t *settings)
{
    int groups[MAX_LIST], count = parse_list(settings->groups, groups);
    WOLFSSL_CTX *context = wolfSSL_CTX_new(settings->server ? wolfDTLSv1_3_server_method()
                                                            : wolfDTLSv1_3_client_method());
    check(wolfSSL_CTX_load_verify_locations(context, settings->trusted, NULL), "trusted");
    check(wolfSSL_CTX_use_certificate_chain_file(context, settings->certificate), "certificate");
    check(wolfSSL_CTX_use_PrivateKey_file(context, settings->key, WOLFSSL_FILETYPE_PEM), "key");
    wolfSSL_CTX_set_verify(context, WOLFSSL_VERIFY_PEER | WOLFSSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    if (settings->suite != NULL)
        check(wolfSSL_CTX_set_cipher_list(
                  context, name_of(SUITES, (unsigned)strtoul(settings->suite, NULL, 16))),
              "suite");
    if (count > 0)
        check(wolfSSL_CTX_set_groups(context, groups, count), "groups");
    set_srtp(context, settings->srtp);
    wolfSSL_SetIOSend(context, give);
    wolfSSL_SetIORecv(context, take);
    return context;
}

static void set_role(WOLFSSL *ssl, const settings_t *settings)
{
    int groups[MAX_LIST], count = parse_list(settings->groups, groups);
    if (settings->server) {
        wolfSSL_dtls13_allow_ch_frag(ssl, 1);
        wolfSSL_no_ticket_TLSv13(ssl);
        check(settings->retry ? wolfSSL_send_hrr_cookie(ssl, NULL, 0)
                              : wolfSSL_disable_hrr_cookie(ssl),
              "cookie");
    } else if (count > 0)
        check(wolfSSL_UseKeyShare(ssl, (unsigned short)groups[0]), "share");
}

static WOLFSSL *make(const settings_t *settings, int fd)
{
    WOLFSSL *ssl = wolfSSL_new(configure(settings));
    if (ssl == NULL)
        fail("no endpoint");
    wolfSSL_set_fd(ssl, fd);
    wolfSSL_SSLSetIOSend(ssl, give);
    wolfSSL_SSLSetIORecv(ssl, take);
    wolfSSL_dtls_set_using_nonblock(ssl, 1);
    wolfSSL_KeepArrays(ssl);
    if (settings->mtu > 0)
        check(wolfSSL_dtls_set_mtu(ssl, (unsigned short)settings->mtu), "mtu");
    set_role(ssl, settings);
    return ssl;
}

/* How long until the retransmission timer runs out. */
static int timeout_millis(WOLFSSL *ssl)
{
    int millis = wolfSSL_dtls_get_current_timeout(ssl) * 1000;
    return wolfSSL_dtls13_use_quick_timeout(ssl) ? millis / 4 : millis;
}

/* Waits for a datagram, or for ROUND_MILLIS; has the retransmission timer run out when it does. */
static void wait_a_little(WOLFSSL *ssl)
{
    struct pollfd wanted = {.fd = wolfSSL_get_fd(ssl), .events = POLLIN};
    waited_millis = poll(&wanted, 1, ROUND_MILLIS) > 0 ? 0 : waited_millis + ROUND_MILLIS;
    if (waited_millis > timeout_millis(ssl)) {
        waited_millis = 0;
        wolfSSL_dtls_got_timeout(ssl);
    }
}

static int is_waiting(WOLFSSL *ssl, int result)
{
    int error = wolfSSL_get_error(ssl, result);
    return error == WOLFSSL_ERROR_WANT_READ || error == WOLFSSL_ERROR_WANT_WRITE;
}

static void shake_hands(WOLFSSL *ssl, int server)
{
    int result;
    while ((result = server ? wolfSSL_accept(ssl) : wolfSSL_connect(ssl)) != WOLFSSL_SUCCESS) {
        if (!is_waiting(ssl, result))
            fail_with_error(ssl, result);
        wait_a_little(ssl);
    }
}

static void say_peer(WOLFSSL *ssl)
{
    WOLFSSL_X509 *certificate = wolfSSL_get_peer_certificate(ssl);
    unsigned char digest[32];
    unsigned length = sizeof digest;
    if (certificate == NULL)
        fail("the other end sent no certificate");
    check(wolfSSL_X509_digest(certificate, wolfSSL_EVP_sha256(), digest, &length), "digest");
    say_bytes("peer", digest, length);
    wolfSSL_X509_free(certificate);
}

static void say_exported(WOLFSSL *ssl, const settings_t *settings)
{
    unsigned char context[256], material[1024];
    size_t length = 0;
    if (settings->length == 0)
        return;
    for (const char *hex = settings->context; hex != NULL && hex[0] && hex[1]; hex += 2)
        sscanf(hex, "%2hhx", &context[length++]);
    check(wolfSSL_export_keying_material(ssl, material, (size_t)settings->length, settings->label,
                                         strlen(settings->label), context, length,
                                         settings->context != NULL),
          "export");
    say_bytes("exported", material, (size_t)settings->length);
}

static void say_agreed(WOLFSSL *ssl, const settings_t *settings)
{
    const WOLFSSL_SRTP_PROTECTION_PROFILE *profile = NULL;
    say("version", wolfSSL_get_version(ssl));
    say_number("suite", (unsigned)wolfSSL_get_current_cipher_suite(ssl));
    say("group", wolfSSL_get_curve_name(ssl));
    say_peer(ssl);
    if (settings->srtp != NULL && (profile = wolfSSL_get_selected_srtp_profile(ssl)) != NULL)
        say_number("profile", (unsigned)profile->id);
    say_exported(ssl, settings);
    say("agreed", "");
}

static void send_data(WOLFSSL *ssl, const char *text)
{
    int result = wolfSSL_write(ssl, text, (int)strlen(text));
    if (result <= 0 && !is_waiting(ssl, result))
        fail_with_error(ssl, result);
}

/* Does what a line of the input asks for; whether to go on. */
static int act(WOLFSSL *ssl, const char *line)
{
    int result = WOLFSSL_SUCCESS;
    if (strncmp(line, "send ", 5) == 0)
        send_data(ssl, line + 5);
    if (strcmp(line, "update") == 0)
        result = wolfSSL_update_keys(ssl);
    if (result != WOLFSSL_SUCCESS && result != WOLFSSL_ERROR_WANT_WRITE)
        fail_with_error(ssl, result);
    return strcmp(line, "close") != 0;
}

static int obey(WOLFSSL *ssl)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    char lines[1024], *rest = lines;
    ssize_t length;
    if (poll(&input, 1, 0) <= 0 || (length = read(STDIN_FILENO, lines, sizeof lines - 1)) <= 0)
        return 1;
    lines[length] = '\0';
    for (char *line; (line = strsep(&rest, "\n")) != NULL;)
        if (!act(ssl, line))
            return 0;
    return 1;
}

/* Takes data and handshake messages until either end closes. */
static void linger(WOLFSSL *ssl)
{
    static char data[DATAGRAM + 1];
    while (obey(ssl)) {
        int length = wolfSSL_read(ssl, data, DATAGRAM);
        if (length <= 0 && wolfSSL_get_error(ssl, length) == WOLFSSL_ERROR_ZERO_RETURN)
            break;
        if (length <= 0 && !is_waiting(ssl, length))
            fail_with_error(ssl, length);
        data[length < 0 ? 0 : length] = '\0';
        if (length > 0)
            say("received", data);
        else
            wait_a_little(ssl);
    }
    wolfSSL_shutdown(ssl);
    say("closed", "");
}

static void parse_option(settings_t *settings, const char *argument)
{
    const char *value;
    if ((value = value_of(argument, "suite=")) != NULL)
        settings->suite = value;
    else if ((value = value_of(argument, "groups=")) != NULL)
        settings->groups = value;
    else if ((value = value_of(argument, "label=")) != NULL)
        settings->label = value;
    else if ((value = value_of(argument, "context=")) != NULL)
        settings->context = value;
    else if ((value = value_of(argument, "length=")) != NULL)
        settings->length = atoi(value);
    else if ((value = value_of(argument, "srtp=")) != NULL)
        settings->srtp = value;
    else if ((value = value_of(argument, "retry=")) != NULL)
        settings->retry = atoi(value);
    else if ((value = value_of(argument, "mtu=")) != NULL)
        settings->mtu = atoi(value);
    else
        fail(argument);
}

int main(int count, char **arguments)
{
    settings_t settings = {0};
    if (count < 6)
        fail("usage: wolfssl_peer server|client PORT CERT KEY TRUSTED [NAME=VALUE]...");
    alarm(LIFETIME);
    settings.server = strcmp(arguments[1], "server") == 0;
    settings.port = arguments[2];
    settings.certificate = arguments[3];
    settings.key = arguments[4];
    settings.trusted = arguments[5];
    for (int i = 6; i < count; i++)
        parse_option(&settings, arguments[i]);

    wolfSSL_Init();
    WOLFSSL *ssl = make(&settings, open_socket(&settings));
    shake_hands(ssl, settings.server);
    say_agreed(ssl, &settings);
    linger(ssl);
    return 0;
}
