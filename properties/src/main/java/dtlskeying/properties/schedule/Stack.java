package dtlskeying.properties.schedule;

import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.srtp.PacketDemux;
import dtlskeying.impl.srtp.SrtpTransform;
import dtlskeying.properties.Machine;
import dtlskeying.spec.dtls.AssociationSpec;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.SrtpTransformSpec;

/** The machines that one end of DTLS-SRTP is put together from, any of which may be replaced. */
public record Stack(
        Machine<Association, AssociationSpec.Input, AssociationSpec.Effect> dtls,
        Machine<PacketDemux, PacketDemuxSpec.Input, PacketDemuxSpec.Effect> demux,
        Machine<SrtpTransform, SrtpTransformSpec.Input, SrtpTransformSpec.Effect> srtp) {
    /** Ours. */
    public static final Stack OURS = new Stack(Association::on, PacketDemux::on, SrtpTransform::on);

    /** The same with another DTLS. */
    public Stack withDtls(
            Machine<Association, AssociationSpec.Input, AssociationSpec.Effect> other) {
        return new Stack(other, demux, srtp);
    }

    /** The same with another way to tell datagrams apart. */
    public Stack withDemux(
            Machine<PacketDemux, PacketDemuxSpec.Input, PacketDemuxSpec.Effect> other) {
        return new Stack(dtls, other, srtp);
    }

    /** The same with other rules for indices and replay. */
    public Stack withSrtp(
            Machine<SrtpTransform, SrtpTransformSpec.Input, SrtpTransformSpec.Effect> other) {
        return new Stack(dtls, demux, other);
    }
}
