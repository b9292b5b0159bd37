package dev.understudy.vault;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A system's library played by an object: a native caller finds its methods as functions.
@SuppressWarnings("restricted")
final class FakeLibrary {
    /// The error number that this system keeps for each thread.
    static final String ERROR = "errno";

    private final MethodHandles.Lookup methods;
    private final Object player;
    private final Map<String, MemorySegment> functions = new HashMap<>();

    /// @param methods sees the player's methods
    FakeLibrary(MethodHandles.Lookup methods, Object player) {
        this.methods = methods;
        this.player = player;
    }

    /// With the method of that name as a function.
    FakeLibrary with(String name, FunctionDescriptor type) {
        try {
            functions.put(
                    name,
                    Linker.nativeLinker()
                            .upcallStub(
                                    methods.bind(player, name, type.toMethodType()),
                                    type,
                                    Arena.ofAuto()));
            return this;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    SymbolLookup lookup() {
        return name -> Optional.ofNullable(functions.get(name));
    }

    /// Sets the thread's error number, as a function does that fails.
    static void fail(int error) {
        try {
            MemorySegment location =
                    (MemorySegment)
                            Linker.nativeLinker()
                                    .downcallHandle(
                                            Linker.nativeLinker()
                                                    .defaultLookup()
                                                    .findOrThrow("__errno_location"),
                                            FunctionDescriptor.of(ADDRESS))
                                    .invokeExact();
            location.reinterpret(4).set(JAVA_INT, 0, error);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
