package dtlskeying.impl.usrsctp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The library, loaded and initialised: its functions, its clock and where its packets go. */
final class Library {
    private static Library loaded;

    final Functions functions;
    final Outputs outputs;
    private final Clock clock;

    /** Where packets stand while the library reads them. */
    private final MemorySegment packet = Arena.global().allocate(0x1_0000, 8);

    private Library(Functions functions) {
        this.functions = functions;
        this.outputs = new Outputs();
        this.clock = new Clock(functions);
        functions.start(outputs.upcall());
    }

    /** The one of this process; who calls its functions does so under the lock of this class. */
    static Library get() throws MissingLibraryException {
        synchronized (Library.class) {
            if (loaded == null) loaded = new Library(new Functions(LibraryFile.open()));
            return loaded;
        }
    }

    /** An opaque address whose packets go there. */
    MemorySegment register(Outputs.Sink sink) {
        if (outputs.isEmpty()) clock.stop();
        MemorySegment address = outputs.add(sink);
        functions.register(address);
        return address;
    }

    void deregister(MemorySegment address) {
        outputs.remove(address);
        functions.deregister(address);
    }

    void input(MemorySegment address, byte[] bytes) {
        MemorySegment.copy(bytes, 0, packet, ValueLayout.JAVA_BYTE, 0, bytes.length);
        functions.input(address, packet, bytes.length);
    }

    void advance(long nanos) {
        clock.advance(nanos);
    }
}
