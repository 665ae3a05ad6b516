/*
 * A DTLS 1.3 endpoint made of NSS, for tests: one handshake over loopback with certificates on both
 * sides, then whatever its input asks for.
 *
 *   nss_peer server|client PORT CERT KEY TRUSTED [NAME=VALUE]...
 *
 * PORT is the port to listen on (0: any) or to connect to; CERT and KEY are its own certificate and
 * PKCS #8 key, TRUSTED is the only certificate that it believes; all PEM. Further arguments:
 *
 *   suite=1301         the only cipher suite, in hex
 *   groups=1d,18       groups in the order of preference, in hex; a client sends a share of the first
 *   label= context= length=   what to export: a label, a context in hex (absent: none), a length
 *   srtp=0001          protection profiles, in hex
 *   retry=1            a server answers the first ClientHello by a HelloRetryRequest with a cookie
 *
 * It prints one "name value" a line, numbers and bytes in hex: "listening" with the port, then either
 * "failed" with the reason or "version", "suite", "group", "peer" (SHA-256 of the other's
 * certificate), "profile", "exported" and "agreed". Then "received" for every piece of data, and
 * "closed". A line on its input has it act: "send TEXT", "update" or "update request" (a KeyUpdate
 * that asks for the other's), "epochs" (prints those of reading and writing), "close". It never
 * stays longer than LIFETIME seconds.
 */
#include <base64.h>
#include <nspr.h>
#include <nss.h>
#include <pk11pub.h>
#include <poll.h>
#include <private/pprio.h>
#include <secerr.h>
#include <sechash.h>
#include <ssl.h>
#include <sslerr.h>
#include <sslexp.h>
#include <sslproto.h>
#include <unistd.h>

#include "dtls13_peer.h"

enum { LIFETIME = 40, ROUND_MILLIS = 20, MAX_LIST = 16, DATAGRAM = 16384 };

typedef struct {
    int server, retry, length;
    const char *port, *certificate, *key, *trusted, *suite, *groups, *label, *context, *srtp;
} settings_t;

static SECItem trusted;
static CERTCertificate *own_certificate;
static SECKEYPrivateKey *own_key;

static void check(SECStatus status)
{
    const char *name;
    if (status == SECSuccess)
        return;
    name = PR_ErrorToName(PR_GetError());
    fail(name != NULL ? name : "an error without a name");
}

static int parse_list(const char *text, unsigned *numbers)
{
    int count = 0;
    for (char *end; text != NULL && *text != '\0' && count < MAX_LIST; text = *end ? end + 1 : end)
        numbers[count++] = (unsigned)strtoul(text, &end, 16);
    return count;
}

/* The DER that a PEM file holds. */
static SECItem read_pem(const char *file)
{
    static char text[65536];
    char *begin, *end;
    unsigned length;
    FILE *stream = fopen(file, "r");
    if (stream == NULL)
        fail(file);
    text[fread(text, 1, sizeof text - 1, stream)] = '\0';
    fclose(stream);
    begin = strchr(strstr(text, "-----BEGIN"), '\n');
    end = strstr(text, "-----END");
    *end = '\0';
    SECItem der = {siBuffer, ATOB_AsciiToData(begin, &length), 0};
    der.len = length;
    return der;
}

static void read_credentials(const settings_t *settings)
{
    SECItem certificate = read_pem(settings->certificate), key = read_pem(settings->key);
    trusted = read_pem(settings->trusted);
    own_certificate = CERT_DecodeCertFromPackage((char *)certificate.data, (int)certificate.len);
    if (own_certificate == NULL)
        fail("the certificate cannot be read");
    check(PK11_ImportDERPrivateKeyInfoAndReturnKey(PK11_GetInternalKeySlot(), &key, NULL, NULL,
                                                   PR_FALSE, PR_FALSE, KU_ALL, &own_key, NULL));
}

static SECStatus believe(void *unused, PRFileDesc *fd, PRBool signatures, PRBool server)
{
    (void)unused, (void)signatures, (void)server;
    CERTCertificate *certificate = SSL_PeerCertificate(fd);
    int same = certificate != NULL && SECITEM_ItemsAreEqual(&certificate->derCert, &trusted);
    if (certificate != NULL)
        CERT_DestroyCertificate(certificate);
    if (!same)
        PR_SetError(SEC_ERROR_UNTRUSTED_CERT, 0);
    return same ? SECSuccess : SECFailure;
}

static SECStatus give_certificate(void *unused, PRFileDesc *fd, CERTDistNames *names,
                                  CERTCertificate **certificate, SECKEYPrivateKey **key)
{
    (void)unused, (void)fd, (void)names;
    *certificate = CERT_DupCertificate(own_certificate);
    *key = SECKEY_CopyPrivateKey(own_key);
    return SECSuccess;
}

static SSLHelloRetryRequestAction always_retry(PRBool first, const PRUint8 *token, unsigned length,
                                               PRUint8 *app, unsigned *app_length, unsigned max,
                                               void *unused)
{
    (void)token, (void)length, (void)app, (void)max, (void)unused;
    *app_length = 0;
    return first ? ssl_hello_retry_request : ssl_hello_retry_accept;
}

static PRFileDesc *open_socket(const settings_t *settings)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = loopback(settings->port);
    PRSocketOptionData option = {.option = PR_SockOpt_Nonblocking, .value.non_blocking = PR_TRUE};
    if (settings->server)
        listen_on(fd, &address);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        fail("cannot connect");
    PRFileDesc *socket = PR_ImportUDPSocket(fd);
    PR_SetSocketOption(socket, &option);
    return DTLS_ImportFD(NULL, socket);
}

static void set_suite(PRFileDesc *fd, const char *suite)
{
    const PRUint16 *all = SSL_GetImplementedCiphers();
    for (int i = 0; suite != NULL && i < SSL_GetNumImplementedCiphers(); i++)
        check(SSL_CipherPrefSet(fd, all[i], all[i] == strtoul(suite, NULL, 16)));
}

static void set_groups(PRFileDesc *fd, const char *text)
{
    unsigned numbers[MAX_LIST];
    SSLNamedGroup groups[MAX_LIST];
    int count = parse_list(text, numbers);
    for (int i = 0; i < count; i++)
        groups[i] = (SSLNamedGroup)numbers[i];
    if (count > 0)
        check(SSL_NamedGroupConfig(fd, groups, (unsigned)count));
}

static void set_srtp(PRFileDesc *fd, const char *text)
{
    unsigned numbers[MAX_LIST];
    PRUint16 profiles[MAX_LIST];
    int count = parse_list(text, numbers);
    for (int i = 0; i < count; i++)
        profiles[i] = (PRUint16)numbers[i];
    if (count > 0)
        check(SSL_SetSRTPCiphers(fd, profiles, (unsigned)count));
}

static void set_role(PRFileDesc *fd, const settings_t *settings)
{
    if (!settings->server) {
        check(SSL_SetURL(fd, "peer.example"));
        check(SSL_GetClientAuthDataHook(fd, give_certificate, NULL));
        return;
    }
    check(SSL_ConfigServerCert(fd, own_certificate, own_key, NULL, 0));
    check(SSL_OptionSet(fd, SSL_REQUEST_CERTIFICATE, PR_TRUE));
    check(SSL_OptionSet(fd, SSL_REQUIRE_CERTIFICATE, SSL_REQUIRE_ALWAYS));
    if (settings->retry)
        check(SSL_HelloRetryRequestCallback(fd, always_retry, NULL));
}

static void configure(PRFileDesc *fd, const settings_t *settings)
{
    SSLVersionRange only = {SSL_LIBRARY_VERSION_TLS_1_3, SSL_LIBRARY_VERSION_TLS_1_3};
    check(SSL_VersionRangeSet(fd, &only));
    check(SSL_OptionSet(fd, SSL_NO_CACHE, PR_TRUE));
    set_suite(fd, settings->suite);
    set_groups(fd, settings->groups);
    set_srtp(fd, settings->srtp);
    check(SSL_AuthCertificateHook(fd, believe, NULL));
    set_role(fd, settings);
    check(SSL_ResetHandshake(fd, settings->server));
}

/*
 * Checks the last call, with PR_WOULD_BLOCK_ERROR allowed. Of a record that it drops NSS tells its
 * user by an error as well, and goes on with the next one when it is called again; so does this.
 */
static void check_unless_dropped(void)
{
    PRErrorCode error = PR_GetError();
    if (error != PR_WOULD_BLOCK_ERROR && error != SSL_ERROR_RX_UNKNOWN_RECORD_TYPE &&
        error != SSL_ERROR_BAD_MAC_READ)
        check(SECFailure);
}

/* Waits for a datagram, for the retransmission timer, or for ROUND_MILLIS. */
static void wait_a_little(PRFileDesc *fd)
{
    PRPollDesc wanted = {fd, PR_POLL_READ, 0};
    PR_Poll(&wanted, 1, PR_MillisecondsToInterval(ROUND_MILLIS));
}

static void shake_hands(PRFileDesc *fd)
{
    while (SSL_ForceHandshake(fd) != SECSuccess) {
        check_unless_dropped();
        wait_a_little(fd);
    }
}

static void say_peer(PRFileDesc *fd)
{
    CERTCertificate *certificate = SSL_PeerCertificate(fd);
    unsigned char digest[32];
    if (certificate == NULL)
        fail("the other end sent no certificate");
    check(PK11_HashBuf(SEC_OID_SHA256, digest, certificate->derCert.data,
                       (PRInt32)certificate->derCert.len));
    say_bytes("peer", digest, sizeof digest);
    CERT_DestroyCertificate(certificate);
}

static void say_exported(PRFileDesc *fd, const settings_t *settings)
{
    unsigned char context[256], material[1024];
    unsigned length = 0;
    if (settings->length == 0)
        return;
    for (const char *hex = settings->context; hex != NULL && hex[0] && hex[1]; hex += 2)
        sscanf(hex, "%2hhx", &context[length++]);
    check(SSL_ExportKeyingMaterial(fd, settings->label, (unsigned)strlen(settings->label),
                                   settings->context != NULL, context, length, material,
                                   (unsigned)settings->length));
    say_bytes("exported", material, (size_t)settings->length);
}

static void say_agreed(PRFileDesc *fd, const settings_t *settings)
{
    SSLChannelInfo info;
    PRUint16 profile = 0;
    check(SSL_GetChannelInfo(fd, &info, sizeof info));
    say_number("version", info.protocolVersion);
    say_number("suite", info.cipherSuite);
    say_number("group", info.keaGroup);
    say_peer(fd);
    if (SSL_GetSRTPCipher(fd, &profile) == SECSuccess)
        say_number("profile", profile);
    say_exported(fd, settings);
    say("agreed", "");
}

static void say_epochs(PRFileDesc *fd)
{
    PRUint16 reading, writing;
    check(SSL_GetCurrentEpoch(fd, &reading, &writing));
    printf("epochs %u %u\n", reading, writing);
    fflush(stdout);
}

/* Does what a line of the input asks for; whether to go on. */
static int act(PRFileDesc *fd, char *line)
{
    if (strncmp(line, "send ", 5) == 0 && PR_Send(fd, line + 5, (PRInt32)strlen(line + 5), 0, 0) < 0)
        check(SECFailure);
    if (strcmp(line, "update") == 0)
        check(SSL_KeyUpdate(fd, PR_FALSE));
    if (strcmp(line, "update request") == 0)
        check(SSL_KeyUpdate(fd, PR_TRUE));
    if (strcmp(line, "epochs") == 0)
        say_epochs(fd);
    return strcmp(line, "close") != 0;
}

static int obey(PRFileDesc *fd)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    char lines[1024], *rest = lines;
    ssize_t length;
    if (poll(&input, 1, 0) <= 0 || (length = read(STDIN_FILENO, lines, sizeof lines - 1)) <= 0)
        return 1;
    lines[length] = '\0';
    for (char *line; (line = strsep(&rest, "\n")) != NULL;)
        if (!act(fd, line))
            return 0;
    return 1;
}

/* Takes data and handshake messages until either end closes. */
static void linger(PRFileDesc *fd)
{
    static char data[DATAGRAM + 1];
    while (obey(fd)) {
        PRInt32 length = PR_Recv(fd, data, DATAGRAM, 0, PR_INTERVAL_NO_WAIT);
        if (length == 0)
            break;
        if (length < 0)
            check_unless_dropped();
        data[length < 0 ? 0 : length] = '\0';
        if (length > 0)
            say("received", data);
        else
            wait_a_little(fd);
    }
    PR_Shutdown(fd, PR_SHUTDOWN_SEND);
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
    else
        fail(argument);
}

int main(int count, char **arguments)
{
    settings_t settings = {0};
    if (count < 6)
        fail("usage: nss_peer server|client PORT CERT KEY TRUSTED [NAME=VALUE]...");
    alarm(LIFETIME);
    settings.server = strcmp(arguments[1], "server") == 0;
    settings.port = arguments[2];
    settings.certificate = arguments[3];
    settings.key = arguments[4];
    settings.trusted = arguments[5];
    for (int i = 6; i < count; i++)
        parse_option(&settings, arguments[i]);

    check(NSS_NoDB_Init(NULL));
    check(NSS_SetDomesticPolicy());
    read_credentials(&settings);
    if (settings.server)
        check(SSL_ConfigServerSessionIDCache(8, 0, 0, NULL));
    PRFileDesc *fd = open_socket(&settings);
    configure(fd, &settings);
    shake_hands(fd);
    say_agreed(fd, &settings);
    linger(fd);
    PR_Close(fd);
    return 0;
}
