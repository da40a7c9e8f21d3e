/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import java.util.Optional;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.RedialPolicy;

/**
 * A call to be made through the facade.
 *
 * @param call       whom to call and what to send
 * @param autoRedial whether it is set up again when it is lost; absent for the connector's {@code CallDefaults}
 * @param policy     what is worth redialling when it is set up again; absent for {@link RedialPolicy#STANDARD}
 */
public record CallToServerParameters(CallParameters call, Optional<Boolean> autoRedial, Optional<RedialPolicy> policy) {

    public CallToServerParameters(CallParameters call, Optional<Boolean> autoRedial) {
        this(call, autoRedial, Optional.empty());
    }

    public static CallToServerParameters to(String conference) {
        return of(CallParameters.to(conference));
    }

    public static CallToServerParameters of(CallParameters call) {
        return new CallToServerParameters(call, Optional.empty());
    }

    public CallToServerParameters withAutoRedial(boolean wanted) {
        return new CallToServerParameters(call, Optional.of(wanted), policy);
    }

    /** Set up again when this policy says so. */
    public CallToServerParameters redialling(RedialPolicy when) {
        return new CallToServerParameters(call, Optional.of(true), Optional.of(when));
    }
}
