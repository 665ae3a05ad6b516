/*
 * SRTP by libsrtp, as a filter: an independent witness for every byte of a protected packet.
 *
 *     libsrtp_filter protect|unprotect PROFILE KEY_AND_SALT [MKI]
 *
 * PROFILE is a code point, 1 to 8; KEY_AND_SALT and MKI are hexadecimal. Each line of the standard
 * input is "rtp HEX" or "rtcp HEX"; each is answered by the other form of the packet in
 * hexadecimal, or by "error N" with libsrtp's status. One session lasts as long as the program, so
 * indices count on from line to line.
 *
 * Build: gcc -O1 -o libsrtp_filter libsrtp_filter.c -lsrtp2
 */
#include <srtp2/srtp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PACKET = 4096, MAX_MKI = 255 };

struct filter {
    srtp_t session;
    int protect;
    int mki;
};

static int from_hex(const char *text, unsigned char *bytes, int room)
{
    int length = 0;
    unsigned int byte;
    while (length < room && sscanf(text + 2 * length, "%2x", &byte) == 1)
        bytes[length++] = (unsigned char) byte;
    return length;
}

/* The profiles that libsrtp does not know by number are put together from their parts. */
static int set_policy(srtp_policy_t *policy, int profile)
{
    switch (profile) {
    case 3:
        srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(&policy->rtp);
        srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(&policy->rtcp);
        return 0;
    case 4:
        srtp_crypto_policy_set_aes_cm_256_hmac_sha1_32(&policy->rtp);
        srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(&policy->rtcp);
        return 0;
    case 6:
        srtp_crypto_policy_set_null_cipher_hmac_sha1_80(&policy->rtp);
        srtp_crypto_policy_set_null_cipher_hmac_sha1_80(&policy->rtcp);
        policy->rtp.auth_tag_len = 4;
        return 0;
    default:
        if (srtp_crypto_policy_set_from_profile_for_rtp(&policy->rtp, profile))
            return -1;
        return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->rtcp, profile) ? -1 : 0;
    }
}

static int open_session(struct filter *filter, int argc, char **argv)
{
    static unsigned char key[64], mki[MAX_MKI];
    srtp_master_key_t master = {key, mki, 0};
    srtp_master_key_t *masters[] = {&master};
    srtp_policy_t policy;

    memset(&policy, 0, sizeof policy);
    filter->protect = strcmp(argv[1], "protect") == 0;
    if (set_policy(&policy, atoi(argv[2])))
        return -1;
    from_hex(argv[3], key, sizeof key);
    policy.ssrc.type = filter->protect ? ssrc_any_outbound : ssrc_any_inbound;
    policy.window_size = 64;
    if (argc > 4)
        master.mki_size = from_hex(argv[4], mki, sizeof mki);
    filter->mki = master.mki_size > 0;
    if (filter->mki) {
        policy.keys = masters;
        policy.num_master_keys = 1;
    } else {
        policy.key = key;
    }
    return srtp_create(&filter->session, &policy) ? -1 : 0;
}

static int pass(struct filter *filter, int rtcp, unsigned char *packet, int *length)
{
    srtp_t session = filter->session;
    if (filter->protect)
        return rtcp ? srtp_protect_rtcp_mki(session, packet, length, filter->mki, 0)
                    : srtp_protect_mki(session, packet, length, filter->mki, 0);
    return rtcp ? srtp_unprotect_rtcp_mki(session, packet, length, filter->mki)
                : srtp_unprotect_mki(session, packet, length, filter->mki);
}

int main(int argc, char **argv)
{
    static char line[2 * MAX_PACKET + 16];
    static unsigned char packet[MAX_PACKET + SRTP_MAX_TRAILER_LEN + MAX_MKI];
    struct filter filter;

    if (argc < 4 || srtp_init() || open_session(&filter, argc, argv)) {
        fprintf(stderr, "libsrtp does not offer this\n");
        return 2;
    }
    while (fgets(line, sizeof line, stdin)) {
        int rtcp = strncmp(line, "rtcp ", 5) == 0;
        int length = from_hex(line + (rtcp ? 5 : 4), packet, MAX_PACKET);
        int status = pass(&filter, rtcp, packet, &length);
        if (status) {
            printf("error %d\n", status);
        } else {
            for (int i = 0; i < length; i++)
                printf("%02x", packet[i]);
            printf("\n");
        }
        fflush(stdout);
    }
    return 0;
}
