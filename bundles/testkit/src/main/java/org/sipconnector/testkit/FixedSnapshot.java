/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.lang.reflect.Proxy;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/**
 * A manager that only shows a snapshot, in place of a real one others read; another from {@link Now} on. Its operations
 * are never answered.
 *
 * @param api      the manager it stands for
 * @param snapshot what it shows
 */
public record FixedSnapshot(Class<?> api, Object snapshot) implements ManagerFactory {

    /** From now on the stand-in of this manager shows this snapshot. */
    public record Now(Class<?> api, Object snapshot) implements Event {}

    private record Nothing() {}

    @Override
    public Object initialSnapshot() {
        return snapshot;
    }

    @Override
    public Manager create(Lane lane) {
        lane.on(Now.class, now -> {
            if (now.api() == api) {
                lane.show(now.snapshot());
            }
        });
        return (Manager) Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api, Manager.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "handOver" -> Handover.of(1, new Nothing());
                    case "snapshot" -> snapshot;
                    default -> lane.reply();
                });
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return create(lane);
    }
}
