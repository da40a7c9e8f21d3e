/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.code;

import java.util.Comparator;
import org.osgi.framework.Version;
import org.sipconnector.kernel.ManagerFactory;

/**
 * One version of a manager's code that is installed.
 *
 * @param factory the code
 * @param version version of its bundle
 * @param ranking its service ranking, decides between equal versions
 * @param serial  its service id: the later one decides when all else is equal
 * @param bundle  id of its bundle
 * @param publish whether the API's proxies are services too
 * @param standby whether it is a copy put back after a failed update: any other code is preferred
 */
public record ManagerCode(ManagerFactory factory, Version version, int ranking, long serial, long bundle, boolean publish,
        boolean standby) {

    static final Comparator<ManagerCode> NEWEST_FIRST = Comparator.comparing((ManagerCode code) -> !code.standby())
            .thenComparing(ManagerCode::version).thenComparingInt(ManagerCode::ranking)
            .thenComparingLong(ManagerCode::serial).reversed();

    public Class<?> api() {
        return factory.api();
    }
}
