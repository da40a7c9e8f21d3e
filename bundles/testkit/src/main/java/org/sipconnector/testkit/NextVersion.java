package org.sipconnector.testkit;

import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The same code again, as if newly installed. */
record NextVersion(ManagerFactory code) implements ManagerFactory {

    @Override
    public Class<?> api() {
        return code.api();
    }

    @Override
    public int order() {
        return code.order();
    }

    @Override
    public Object initialSnapshot() {
        return code.initialSnapshot();
    }

    @Override
    public Manager create(Lane lane) {
        return code.create(lane);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return code.adopt(lane, previous);
    }
}
