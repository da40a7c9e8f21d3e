/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.util.function.Function;

/**
 * A class loader nobody holds, with a class of its own: it goes when the collector next unloads code, and so tells that other
 * code let go at the same time could have gone, too. A young collection unloads none.
 */
final class Canary extends ClassLoader {

    private static final String BIRD = "Canary$Bird";

    private Canary() {
        super(null);
        try (InputStream bytes = Canary.class.getResourceAsStream(BIRD + ".class")) {
            byte[] bird = bytes.readAllBytes();
            defineClass(Canary.class.getPackageName() + "." + BIRD, bird, 0, bird.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param keeping how gently it is held from now on */
    static Reference<ClassLoader> letGo(Function<ClassLoader, Reference<ClassLoader>> keeping) {
        return keeping.apply(new Canary());
    }

    /** What there is to unload. */
    @SuppressWarnings("unused")
    private static final class Bird {}
}
