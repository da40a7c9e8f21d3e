/*
 * SPDX-License-Identifier: Apache-2.0
 */
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
record FormerShape(ManagerFactory code, Class<? extends Record> shape) implements SameCode {

    private static final int FIRST_VERSION = 1;

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        Handover former = Handover.of(FIRST_VERSION, Handover.fromBytes(previous.toBytes()).as(shape));
        return code.adopt(lane, Handover.fromBytes(former.toBytes()));
    }
}
