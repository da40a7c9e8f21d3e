package org.sipconnector.autoconnector;

import java.time.Duration;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.TelephonyFailPolicy;

/** Options made of settings. */
final class Settings {

    private Settings() {}

    /** @throws InvalidConfigurationException naming the key and its value */
    static AutoConnectorOptions options(AutoConnectorSettings settings) {
        if (!(settings.jitter() >= 0 && settings.jitter() <= 1)) {
            throw new InvalidConfigurationException("jitter", "'" + settings.jitter() + "' must be from 0 to 1");
        }
        TelephonyFailPolicy policy = new TelephonyFailPolicy(pause("backOffMillis", settings.backOffMillis()),
                pause("longestBackOffMillis", settings.longestBackOffMillis()), settings.warningAfter(),
                settings.criticalAfter());
        return new AutoConnectorOptions(pause("pauseMillis", settings.pauseMillis()), settings.jitter(),
                pause("checkMillis", settings.checkMillis()), error -> true, policy,
                pause("offlineGraceMillis", settings.offlineGraceMillis()), settings.onNetworkChange(),
                settings.onNetworkOnline());
    }

    private static Duration pause(String key, long millis) {
        if (millis < 0) {
            throw new InvalidConfigurationException(key, "'" + millis + "' must not be negative");
        }
        return Duration.ofMillis(millis);
    }
}
