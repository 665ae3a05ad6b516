/** What an implementation does: one immutable machine per chapter, and what it needs to run. */
module dtlskeying.impl {
    requires transitive dtlskeying.spec;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;

    exports dtlskeying.impl;
    exports dtlskeying.impl.chunk;
    exports dtlskeying.impl.crypto;
    exports dtlskeying.impl.dtls;
    exports dtlskeying.impl.dtls.message;
    exports dtlskeying.impl.dtls.wire;
    exports dtlskeying.impl.dtls12;
    exports dtlskeying.impl.dtls12.message;
    exports dtlskeying.impl.dtls13;
    exports dtlskeying.impl.endpoint;
    exports dtlskeying.impl.dtls13.message;
    exports dtlskeying.impl.sctp;
    exports dtlskeying.impl.sdp;
    exports dtlskeying.impl.srtp;
    exports dtlskeying.impl.udp;
    exports dtlskeying.impl.versions;
    exports dtlskeying.impl.usrsctp;
}
