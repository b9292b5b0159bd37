package dev.understudy.vault;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// Functions of a system's libraries, called through the Foreign Function API.
final class Natives {
    private final SymbolLookup libraries;

    /// @param libraries where the functions are
    Natives(SymbolLookup libraries) {
        this.libraries = libraries;
    }

    /// Libraries of the system, loaded for as long as the program runs.
    @SuppressWarnings("restricted") // the launcher lets this module do so
    static Natives of(String first, String... others) {
        SymbolLookup all = SymbolLookup.libraryLookup(first, Arena.global());
        for (String other : others) {
            all = all.or(SymbolLookup.libraryLookup(other, Arena.global()));
        }
        return new Natives(all);
    }

    /// Calls a function.
    ///
    /// @param type of the function
    /// @return what it returns, if anything
    Object call(String name, FunctionDescriptor type, Object... arguments) {
        return call(name, type, new Linker.Option[0], arguments);
    }

    /// Calls a function, and keeps the system's error number.
    ///
    /// @param arguments the first is where [Linker.Option#captureStateLayout] lies
    Object callForError(String error, String name, FunctionDescriptor type, Object... arguments) {
        return call(
                name, type, new Linker.Option[] {Linker.Option.captureCallState(error)}, arguments);
    }

    @SuppressWarnings("restricted") // the launcher lets this module do so
    private Object call(
            String name, FunctionDescriptor type, Linker.Option[] options, Object... arguments) {
        MethodHandle function =
                Linker.nativeLinker().downcallHandle(libraries.findOrThrow(name), type, options);
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) { // what a method handle declares
            throw new IllegalStateException("the function %s cannot be called".formatted(name), e);
        }
    }
}
