/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import java.util.List;
import org.sipconnector.api.incomingcall.SecondCallPolicy;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ValueTypes;

/** The keys of {@code org.sipconnector.incomingcall.cfg}. */
final class IncomingCallConfiguration {

    static final String PID = "org.sipconnector.incomingcall";

    private static final ConfigurationKey<SecondCallPolicy> SECOND_CALL = ConfigurationKey.of("secondCall",
            ValueTypes.choice(SecondCallPolicy.class), "RING",
            "What to do when another call comes while one rings: let both ring, or refuse the later one with 486.");

    private static final ConfigurationKey<Integer> DECLINE_STATUS = ConfigurationKey.of("declineStatus",
            ValueTypes.wholeNumber(400, 699), "603",
            "Status a call is declined with when none is named; 487 is what some conference servers wait for.");

    static final ConfigurationSchema<IncomingCallRules> SCHEMA = new ConfigurationSchema<>(PID, "Incoming calls",
            List.of(SECOND_CALL, DECLINE_STATUS),
            values -> new IncomingCallRules(values.get(SECOND_CALL), values.get(DECLINE_STATUS)));

    private IncomingCallConfiguration() {}
}
