/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The same code under another factory, which differs from it only in what it says itself. */
interface SameCode extends ManagerFactory {

    ManagerFactory code();

    @Override
    default Class<?> api() {
        return code().api();
    }

    @Override
    default int order() {
        return code().order();
    }

    @Override
    default Object initialSnapshot() {
        return code().initialSnapshot();
    }

    @Override
    default Manager create(Lane lane) {
        return code().create(lane);
    }

    @Override
    default Manager adopt(Lane lane, Handover previous) {
        return code().adopt(lane, previous);
    }
}
