/*
 * What the DTLS 1.3 peers have in common: words on the output, a socket on loopback, and options.
 */
#ifndef DTLS13_PEER_H
#define DTLS13_PEER_H

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void say(const char *name, const char *value)
{
    printf("%s %s\n", name, value);
    fflush(stdout);
}

static void say_number(const char *name, unsigned value)
{
    printf("%s %04x\n", name, value);
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

static void fail(const char *reason)
{
    say("failed", reason);
    exit(1);
}

static struct sockaddr_in loopback(const char *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/* A socket that is bound to loopback and connected to whoever sends first; that datagram stays. */
static void listen_on(int fd, struct sockaddr_in *address)
{
    socklen_t length = sizeof *address;
    char number[8], byte;
    if (bind(fd, (struct sockaddr *)address, length) != 0 ||
        getsockname(fd, (struct sockaddr *)address, &length) != 0)
        fail("cannot listen");
    snprintf(number, sizeof number, "%u", ntohs(address->sin_port));
    say("listening", number);
    if (recvfrom(fd, &byte, 1, MSG_PEEK, (struct sockaddr *)address, &length) < 0)
        fail("no client");
}

static const char *value_of(const char *argument, const char *name)
{
    size_t length = strlen(name);
    return strncmp(argument, name, length) == 0 ? argument + length : NULL;
}

#endif
