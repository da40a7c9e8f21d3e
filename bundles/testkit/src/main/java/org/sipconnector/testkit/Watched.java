/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.util.function.BiConsumer;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The same code, whose managers are known to the stage. */
record Watched(ManagerFactory code, BiConsumer<Class<?>, Manager> made) implements SameCode {

    @Override
    public Manager create(Lane lane) {
        return known(code.create(lane));
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return known(code.adopt(lane, previous));
    }

    private Manager known(Manager manager) {
        made.accept(code.api(), manager);
        return manager;
    }
}
