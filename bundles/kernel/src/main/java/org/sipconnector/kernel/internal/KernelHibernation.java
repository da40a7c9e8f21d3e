/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.util.Optional;
import java.util.function.Supplier;
import org.sipconnector.api.store.Hibernation;

/** What the kernel offers beyond its process. */
record KernelHibernation(Runnable preparation, Supplier<Optional<String>> obstacle) implements Hibernation {

    @Override
    public void prepare() {
        preparation.run();
    }

    @Override
    public Optional<String> problem() {
        return obstacle.get();
    }
}
