/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.util.Optional;
import org.sipconnector.api.store.Hibernation;
import org.sipconnector.kernel.internal.store.WriteBehind;

/** What the kernel offers beyond its process. */
record KernelHibernation(Runnable preparation, WriteBehind writing) implements Hibernation {

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
        return writing.keeps();
    }
}
