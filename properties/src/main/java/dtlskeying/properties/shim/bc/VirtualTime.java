package dtlskeying.properties.shim.bc;

import dtlskeying.properties.shim.Driven;
import dtlskeying.properties.shim.Wishes;
import dtlskeying.spec.Role;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.InvocationTargetException;

/**
 * Loads Bouncy Castle's TLS and the end that is made of it, with every call of {@code
 * System.currentTimeMillis} turned into one of {@link VirtualClock}: otherwise nothing is changed.
 */
public final class VirtualTime extends ClassLoader {
    private static final String TLS = "org.bouncycastle.tls.";
    private static final String ENDS = VirtualTime.class.getPackageName() + ".";
    private static final String CLOCK = "currentTimeMillis";

    private static final ClassDesc SYSTEM = ClassDesc.of(System.class.getName());
    private static final ClassDesc VIRTUAL = ClassDesc.of(ENDS + "VirtualClock");
    private static final MethodTypeDesc MILLISECONDS = MethodTypeDesc.ofDescriptor("()J");

    private static final ClassTransform CLOCK_REPLACED =
            ClassTransform.transformingMethodBodies(replacing());

    /** Classes that nobody has loaded yet. */
    public VirtualTime() {
        super(VirtualTime.class.getClassLoader());
    }

    /** An end that has done nothing yet, whose clock stands at 0. */
    public Driven end(Role role, Wishes wishes) {
        try {
            return (Driven)
                    loadClass(ENDS + "BouncyCastleEnd")
                            .getConstructor(Role.class, Wishes.class)
                            .newInstance(role, wishes);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException("Bouncy Castle does not start", failed.getCause());
        } catch (ReflectiveOperationException absent) {
            throw new AssertionError("the end is part of this module", absent);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(TLS) && !name.startsWith(ENDS)) return super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) loaded = define(name);
            if (resolve) resolveClass(loaded);
            return loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (var stream = getParent().getResourceAsStream(file)) {
            if (stream == null) throw new ClassNotFoundException(name);
            byte[] bytes =
                    name.startsWith(TLS) ? timed(stream.readAllBytes()) : stream.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] timed(byte[] bytes) {
        var file = ClassFile.of();
        return file.transformClass(file.parse(bytes), CLOCK_REPLACED);
    }

    private static CodeTransform replacing() {
        return (code, element) -> {
            if (element instanceof InvokeInstruction call
                    && call.owner().asSymbol().equals(SYSTEM)
                    && call.name().equalsString(CLOCK))
                code.invokestatic(VIRTUAL, CLOCK, MILLISECONDS);
            else code.with(element);
        };
    }
}
