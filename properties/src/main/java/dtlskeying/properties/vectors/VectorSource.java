package dtlskeying.properties.vectors;

import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.List;
import java.util.stream.Stream;

/** Where the vectors of one kind come from, and how our implementation is held against them. */
interface VectorSource {
    /** The sources of all kinds. */
    List<VectorSource> ALL =
            Stream.concat(
                            Stream.of(
                                    new UseSrtpVectors(),
                                    new SrtpKeyDerivationVectors(),
                                    new SrtpTransformVectors(),
                                    new PacketDemuxVectors(),
                                    new Dtls12DatagramVectors(),
                                    new Dtls13KeyScheduleVectors(),
                                    new Dtls13TranscriptVectors(),
                                    new ExtendedKeyScheduleVectors(),
                                    new ExtendedKeyUpdateVectors(),
                                    new ExportedAuthenticatorVectors(),
                                    new Dtls13RecordVectors(),
                                    new RecordSizeVectors(),
                                    new Dtls13TransmissionVectors(),
                                    new Dtls13AckVectors(),
                                    new KeyManagementParameterVectors(),
                                    new ChunkKeyDerivationVectors(),
                                    new ChunkProtectionVectors(),
                                    new ReauthenticationFrameVectors(),
                                    new SessionDescriptionVectors()),
                            SequenceChapters.all().map(SequenceVectors::new))
                    .toList();

    /** The kind. */
    VectorKind kind();

    /** All vectors of that kind, the same every time. */
    VectorFile make();

    /** What our implementation, or the model, has to say against a test; nothing if it agrees. */
    List<String> objections(VectorGroup group, VectorTest test);
}
