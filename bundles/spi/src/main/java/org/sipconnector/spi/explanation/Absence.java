/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.explanation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.sip.SipUserAgents;

/**
 * What calls need and is not at work. Managers are not told: what they show meanwhile is how it was.
 *
 * @param sip   since when there is no SIP bundle, and what is kept; empty while it is at work
 * @param parts what is not at work, the SIP bundle first
 */
public record Absence(Optional<String> sip, List<Part> parts) {

    /** Everything is at work. */
    public static final Absence NONE = new Absence(Optional.empty(), List.of());

    private static final String STOPPED = "stopped";

    /**
     * One thing that is not at work.
     *
     * @param key   its name for programs
     * @param name  for people
     * @param state what it is at, such as {@code stopped}
     */
    public record Part(String key, String name, String state) {}

    /**
     * What is not at work of these.
     *
     * @param sip null where there has been none since the kernel started
     * @param media null likewise
     * @param managers simple names of managers that calls need and that are not at work
     */
    public static Absence of(@Nullable SipUserAgents sip, @Nullable MediaEngine media, Collection<String> managers) {
        List<Part> parts = new ArrayList<>();
        Optional<String> withoutSip = ofSip(sip);
        withoutSip.ifPresent(since -> parts.add(new Part("sip", "SIP", STOPPED)));
        ofMedia(media).ifPresent(state -> parts.add(new Part("media", "media", state)));
        managers.forEach(manager -> parts.add(new Part(manager.substring(0, 1).toLowerCase(Locale.ROOT) + manager.substring(1), manager, STOPPED)));
        return new Absence(withoutSip, parts);
    }

    /** Since when there is no SIP bundle, and what is kept; empty while it is at work. */
    public static Optional<String> ofSip(@Nullable SipUserAgents sip) {
        if (sip == null) {
            return Optional.of("the SIP bundle is not at work");
        }
        try {
            sip.statistics();
            return Optional.empty();
        } catch (SipConnectorException absent) {
            return Optional.of(String.valueOf(absent.getMessage()));
        }
    }

    private static Optional<String> ofMedia(@Nullable MediaEngine media) {
        if (media == null) {
            return Optional.of(STOPPED);
        }
        try {
            return Optional.of(media.health().state()).filter(state -> state != MediaHealth.State.READY)
                    .map(state -> state.name().toLowerCase(Locale.ROOT));
        } catch (SipConnectorException absent) {
            return Optional.of(STOPPED);
        }
    }

    /** A connector's status, behind what makes it untrue. */
    public String before(String status) {
        return parts.isEmpty()
                ? status
                : parts.stream().map(part -> part.name() + " is " + part.state()).collect(Collectors.joining(", "))
                        + (parts.stream().allMatch(part -> part.state().equals(STOPPED)) ? ", was " : ", otherwise ") + status;
    }

    /** The status for programs, such as {@code sipStopped}; empty while everything is at work. */
    public Optional<String> status() {
        return parts.stream().findFirst()
                .map(part -> part.key() + part.state().substring(0, 1).toUpperCase(Locale.ROOT) + part.state().substring(1));
    }
}
