package org.sipconnector.sip;

import java.net.InetSocketAddress;
import java.util.List;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.sip.dns.NameServers;
import org.sipconnector.sip.transport.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings that have been checked.
 *
 * @param nameServers    whom to ask, in order; those of the operating system when empty
 * @param limits         what one peer may ask
 * @param farewellMillis how long a user agent that is stopped may take
 */
record SipConfiguration(List<InetSocketAddress> nameServers, Limits limits, int farewellMillis) {

    private static final int FAREWELL_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(SipConfiguration.class);

    static final SipConfiguration DEFAULT = new SipConfiguration(List.of(), Limits.DEFAULT);

    SipConfiguration(List<InetSocketAddress> nameServers, Limits limits) {
        this(nameServers, limits, FAREWELL_MILLIS);
    }

    /** The settings, or what held before when they have a mistake, which is logged. */
    static SipConfiguration of(SipSettings settings, SipConfiguration before) {
        try {
            return new SipConfiguration(NameServers.of(settings.dns_servers()), new Limits(settings.limits_messageBytes(),
                    settings.limits_frameBytes(), settings.limits_headers(), settings.limits_transactions(), settings.limits_transactionsPerSource(),
                    settings.limits_connectionsPerSource()), Math.max(0, settings.farewellMillis()));
        } catch (InvalidConfigurationException e) {
            LOG.error("{}.cfg is refused: {}", SipSettings.PID, e.getMessage());
            return before;
        }
    }
}
