package org.sipconnector.testkit;

import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/**
 * The same code, given what a former version would have known of the state.
 *
 * @param shape the former version's record; what it lacks is lost on the way
 */
record FormerShape(ManagerFactory code, Class<? extends Record> shape) implements ManagerFactory {

    private static final int FIRST_VERSION = 1;

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
        Handover former = Handover.of(FIRST_VERSION, Handover.fromBytes(previous.toBytes()).as(shape));
        return code.adopt(lane, Handover.fromBytes(former.toBytes()));
    }
}
