/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sipconnector.kernel.internal.store.WriteBehind;
import org.sipconnector.spi.store.Hibernation;

/**
 * What the kernel offers beyond its process.
 *
 * @param held whether a standby is there: without one connectors end with the kernel
 */
record KernelHibernation(Runnable preparation, WriteBehind writing, BooleanSupplier held) implements Hibernation {

    @Override
    public void prepare() {
        preparation.run();
    }

    @Override
    public Optional<String> problem() {
        return writing.problem();
    }

    @Override
    public boolean keeps() {
        return writing.keeps() && held.getAsBoolean();
    }
}
