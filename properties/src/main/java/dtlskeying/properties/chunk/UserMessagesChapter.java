package dtlskeying.properties.chunk;

import dtlskeying.model.chunk.UserMessagesModel;
import dtlskeying.model.chunk.UserMessagesModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.chunk.UserMessagesSpec.Content;
import dtlskeying.spec.chunk.UserMessagesSpec.Effect;
import dtlskeying.spec.chunk.UserMessagesSpec.Input;
import dtlskeying.spec.chunk.UserMessagesSpec.Ppid;
import dtlskeying.spec.chunk.UserMessagesSpec.Way;

import java.util.ArrayList;
import java.util.List;

/** §3, user messages, as the judge sees them. */
public final class UserMessagesChapter {
    /** What becomes of user messages, and the model of that. */
    public static final Chapter<Messaging, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "chunk/UserMessages",
                    List.of(
                            new Start<>(
                                    "an association without keys", Messaging.START, Facts.START)),
                    inputs(),
                    Messaging::on,
                    new UserMessagesModel(),
                    Messaging::isProtected);

    private UserMessagesChapter() {}

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        inputs.add(new Input.Protected());
        for (Ppid ppid : Ppid.values()) {
            inputs.add(new Input.Sent(Way.THROUGH_DTLS, ppid));
            if (ppid != Ppid.KEY_MANAGEMENT) inputs.add(new Input.Sent(Way.DIRECTLY, ppid));
            inputs.add(new Input.Heard(ppid, 0, Content.ONE_RECORD));
        }
        for (Content content : Content.values())
            for (int stream : new int[] {0, 1})
                if (stream != 0 || content != Content.ONE_RECORD)
                    inputs.add(new Input.Heard(Ppid.KEY_MANAGEMENT, stream, content));
        inputs.add(new Input.Heard(Ppid.OF_THE_ULP, 1, Content.NO_RECORD));
        for (boolean proof : new boolean[] {true, false})
            inputs.add(new Input.HeardInRecord(proof));
        return inputs;
    }
}
