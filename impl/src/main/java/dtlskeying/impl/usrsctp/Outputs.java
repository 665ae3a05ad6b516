package dtlskeying.impl.usrsctp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the library's packets go, by the opaque address of who sends them.
 *
 * <p>The upcall runs inside another call, with the association locked: it puts the packet away and
 * calls nothing. What it would throw would end the process, so it throws nothing.
 */
final class Outputs {
    private static final int EIO = 5;

    /** Takes a packet and keeps it. */
    interface Sink {
        void put(byte[] packet);
    }

    private final Map<Long, Sink> sinks = new HashMap<>();
    private long last;

    boolean isEmpty() {
        return sinks.isEmpty();
    }

    MemorySegment add(Sink sink) {
        sinks.put(++last, sink);
        return MemorySegment.ofAddress(last);
    }

    void remove(MemorySegment address) {
        sinks.remove(address.address());
    }

    /** {@code conn_output}, for the life of the process. */
    @SuppressWarnings("restricted")
    MemorySegment upcall() {
        var type =
                MethodType.methodType(
                        int.class,
                        MemorySegment.class,
                        MemorySegment.class,
                        long.class,
                        byte.class,
                        byte.class);
        MethodHandle output;
        try {
            output = MethodHandles.lookup().bind(this, "output", type);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        var descriptor =
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_BYTE, JAVA_BYTE);
        return Linker.nativeLinker().upcallStub(output, descriptor, Arena.global());
    }

    @SuppressWarnings("restricted")
    private int output(
            MemorySegment address, MemorySegment packet, long length, byte tos, byte unfragmented) {
        try {
            Sink sink = sinks.get(address.address());
            if (sink != null) sink.put(packet.reinterpret(length).toArray(JAVA_BYTE));
            return 0;
        } catch (Throwable e) {
            return EIO;
        }
    }
}
