package org.sipconnector.api.connector;

import java.util.Optional;
import org.sipconnector.api.call.CallParameters;

/**
 * A call to be made through the facade.
 *
 * @param call       whom to call and what to send
 * @param autoRedial whether it is set up again when it is lost; absent for the connector's {@code CallDefaults}
 */
public record CallToServerParameters(CallParameters call, Optional<Boolean> autoRedial) {

    public static CallToServerParameters to(String conference) {
        return of(CallParameters.to(conference));
    }

    public static CallToServerParameters of(CallParameters call) {
        return new CallToServerParameters(call, Optional.empty());
    }

    public CallToServerParameters withAutoRedial(boolean wanted) {
        return new CallToServerParameters(call, Optional.of(wanted));
    }
}
