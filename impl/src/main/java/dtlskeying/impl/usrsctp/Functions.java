package dtlskeying.impl.usrsctp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The functions of libusrsctp that are used, with Java's types. A result below 0 is the negative of
 * {@code errno}. They are called under the lock of {@link Library} only.
 */
final class Functions {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout()
                    .varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final SymbolLookup symbols;
    private final MemorySegment state = Arena.global().allocate(Linker.Option.captureStateLayout());
    private final MethodHandle start;
    private final MethodHandle timers;
    private final MethodHandle offload;
    private final MethodHandle register;
    private final MethodHandle deregister;
    private final MethodHandle input;
    private final MethodHandle socket;
    private final MethodHandle option;
    private final MethodHandle nonBlocking;
    private final MethodHandle bind;
    private final MethodHandle listen;
    private final MethodHandle connect;
    private final MethodHandle send;
    private final MethodHandle receive;
    private final MethodHandle close;

    Functions(SymbolLookup symbols) throws MissingLibraryException {
        this.symbols = symbols;
        var address = FunctionDescriptor.ofVoid(ADDRESS);
        var named = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
        var flag = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
        start =
                plain(
                        "usrsctp_init_nothreads",
                        FunctionDescriptor.ofVoid(JAVA_SHORT, ADDRESS, ADDRESS));
        timers = plain("usrsctp_handle_timers", FunctionDescriptor.ofVoid(JAVA_INT));
        offload = plain("usrsctp_enable_crc32c_offload", FunctionDescriptor.ofVoid());
        register = plain("usrsctp_register_address", address);
        deregister = plain("usrsctp_deregister_address", address);
        input =
                plain(
                        "usrsctp_conninput",
                        FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG, JAVA_BYTE));
        socket =
                withErrno(
                        "usrsctp_socket",
                        FunctionDescriptor.of(
                                ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT,
                                ADDRESS));
        option =
                withErrno(
                        "usrsctp_setsockopt",
                        FunctionDescriptor.of(
                                JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        nonBlocking = withErrno("usrsctp_set_non_blocking", flag);
        bind = withErrno("usrsctp_bind", named);
        listen = withErrno("usrsctp_listen", flag);
        connect = withErrno("usrsctp_connect", named);
        send =
                withErrno(
                        "usrsctp_sendv",
                        FunctionDescriptor.of(
                                JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS,
                                JAVA_INT, JAVA_INT, JAVA_INT));
        receive =
                withErrno(
                        "usrsctp_recvv",
                        FunctionDescriptor.of(
                                JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS,
                                ADDRESS, ADDRESS, ADDRESS));
        close = plain("usrsctp_close", address);
    }

    /** Initialises the library: no UDP port, no thread, packets to that upcall. */
    void start(MemorySegment output) {
        run(() -> {
            start.invokeExact((short) 0, output, MemorySegment.NULL);
        });
        run(() -> {
            offload.invokeExact();
        });
    }

    void handleTimers(int milliseconds) {
        run(() -> {
            timers.invokeExact(milliseconds);
        });
    }

    /** An opaque address, which the library never follows. */
    void register(MemorySegment address) {
        run(() -> {
            register.invokeExact(address);
        });
    }

    void deregister(MemorySegment address) {
        run(() -> {
            deregister.invokeExact(address);
        });
    }

    void input(MemorySegment address, MemorySegment packet, long length) {
        run(() -> {
            input.invokeExact(address, packet, length, (byte) 0);
        });
    }

    /** A one-to-many socket for {@code AF_CONN}. */
    MemorySegment socket() {
        var none = MemorySegment.NULL;
        MemorySegment made =
                call(() ->
                        (MemorySegment)
                                socket.invokeExact(
                                        state,
                                        Numbers.AF_CONN,
                                        Numbers.SOCK_SEQPACKET,
                                        Numbers.IPPROTO_SCTP,
                                        none,
                                        none,
                                        0,
                                        none));
        if (made.address() == 0) throw new AssertionError("usrsctp_socket: errno " + errno());
        return made;
    }

    int setOption(MemorySegment socket, int level, int name, MemorySegment value) {
        int size = (int) value.byteSize();
        return result(
                call(() -> (int) option.invokeExact(state, socket, level, name, value, size)));
    }

    int setNonBlocking(MemorySegment socket) {
        return result(call(() -> (int) nonBlocking.invokeExact(state, socket, 1)));
    }

    int bind(MemorySegment socket, MemorySegment name) {
        int size = (int) name.byteSize();
        return result(call(() -> (int) bind.invokeExact(state, socket, name, size)));
    }

    int listen(MemorySegment socket, int backlog) {
        return result(call(() -> (int) listen.invokeExact(state, socket, backlog)));
    }

    int connect(MemorySegment socket, MemorySegment name) {
        int size = (int) name.byteSize();
        return result(call(() -> (int) connect.invokeExact(state, socket, name, size)));
    }

    /** {@code usrsctp_sendv} to the association that the {@code sctp_sndinfo} names. */
    long send(MemorySegment socket, MemorySegment bytes, long length, MemorySegment info) {
        var none = MemorySegment.NULL;
        int size = (int) info.byteSize();
        int kind = Numbers.SCTP_SENDV_SNDINFO;
        return result(
                call(() ->
                        (long)
                                send.invokeExact(
                                        state, socket, bytes, length, none, 0, info, size, kind,
                                        0)));
    }

    /** {@code usrsctp_recvv}; all but the first two are written to. */
    long receive(
            MemorySegment socket,
            MemorySegment buffer,
            MemorySegment from,
            MemorySegment fromLength,
            MemorySegment info,
            MemorySegment infoLength,
            MemorySegment infoType,
            MemorySegment flags) {
        long size = buffer.byteSize();
        return result(
                call(() ->
                        (long)
                                receive.invokeExact(
                                        state,
                                        socket,
                                        buffer,
                                        size,
                                        from,
                                        fromLength,
                                        info,
                                        infoLength,
                                        infoType,
                                        flags)));
    }

    void close(MemorySegment socket) {
        run(() -> {
            close.invokeExact(socket);
        });
    }

    private int result(int returned) {
        return returned < 0 ? -errno() : returned;
    }

    private long result(long returned) {
        return returned < 0 ? -errno() : returned;
    }

    private int errno() {
        return (int) ERRNO.get(state, 0L);
    }

    @SuppressWarnings("restricted")
    private MethodHandle plain(String name, FunctionDescriptor type)
            throws MissingLibraryException {
        return LINKER.downcallHandle(symbol(name), type);
    }

    @SuppressWarnings("restricted")
    private MethodHandle withErrno(String name, FunctionDescriptor type)
            throws MissingLibraryException {
        return LINKER.downcallHandle(symbol(name), type, Linker.Option.captureCallState("errno"));
    }

    private MemorySegment symbol(String name) throws MissingLibraryException {
        return symbols.find(name).orElseThrow(() -> LibraryFile.lacks(name));
    }

    private interface Result<T> {
        T get() throws Throwable;
    }

    private interface Action {
        void run() throws Throwable;
    }

    private static void run(Action action) {
        call(() -> {
            action.run();
            return null;
        });
    }

    /** A native function throws nothing: what is thrown is our defect. */
    private static <T> T call(Result<T> function) {
        try {
            return function.get();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
