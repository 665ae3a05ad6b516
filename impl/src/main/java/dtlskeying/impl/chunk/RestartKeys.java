package dtlskeying.impl.chunk;

import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Epoch;

/**
 * What an end keeps outside its association, so that it can restart it under protection after it
 * has lost it (draft-ietf-tsvwg-sctp-dtls-chunk-04 §5.4).
 *
 * <p>Both keys number their chunks from 0 each time they are put to use: whoever uses them erases
 * what was kept first, and never uses them twice.
 *
 * @param send the key of what this end sends
 * @param receive the key of what its peer sends
 */
public record RestartKeys(Epoch epoch, CipherSuite suite, TrafficKeys send, TrafficKeys receive) {}
