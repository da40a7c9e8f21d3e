/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.function.Consumer;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/**
 * A manager's code that does something before it takes a state up.
 *
 * @param first is given the lane; what it throws is a refusal
 */
record BeforeAdoption(ManagerFactory factory, Consumer<Lane> first) implements ManagerFactory {

    @Override
    public Class<?> api() {
        return factory.api();
    }

    @Override
    public Object initialSnapshot() {
        return factory.initialSnapshot();
    }

    @Override
    public Manager create(Lane lane) {
        return factory.create(lane);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        first.accept(lane);
        return factory.adopt(lane, previous);
    }
}
