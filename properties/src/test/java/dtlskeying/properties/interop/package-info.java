/**
 * Our engine against stacks of other authors, over loopback UDP, each end reporting an {@link
 * dtlskeying.properties.interop.Outcome} of its own: OpenSSL by its command line, GnuTLS and
 * libsrtp through the small programs of {@code src/test/peers}, GStreamer by a pipeline, Bouncy
 * Castle inside the JVM.
 *
 * <p>What is compared is always our bytes with theirs. A peer that is missing skips its tests, and
 * says so; {@code .ci/run} fails on any test of this package that was skipped.
 */
package dtlskeying.properties.interop;
