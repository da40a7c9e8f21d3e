/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import org.osgi.annotation.versioning.ConsumerType;

/** The code of one manager at work for one connector. It implements its API interface too; called on the lane only. */
@ConsumerType
public interface Manager {

    /** Everything it is, as data. Pure: called at any time between two messages, any number of times. */
    Handover handOver();
}
