/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static String issued(ConferenceTokens tokens) {
        return new String(tokens.issue("room", "p1").reveal());
    }

    @Test
    void aTokenSaysWhomItLetsWhere() {
        ConferenceTokens tokens = new ConferenceTokens(Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(tokens.verify(issued(tokens))).contains(new ConferenceTokens.Claim("room", "p1"));
    }

    @Test
    void forgedForeignAndMalformedTokensSayNothing() {
        ConferenceTokens tokens = new ConferenceTokens(Clock.fixed(NOW, ZoneOffset.UTC));
        String token = issued(tokens);
        assertThat(tokens.verify(token.replaceFirst("\\.", ".e30"))).isEmpty();
        assertThat(tokens.verify(issued(new ConferenceTokens(Clock.fixed(NOW, ZoneOffset.UTC))))).isEmpty();
        assertThat(tokens.verify("")).isEmpty();
        assertThat(tokens.verify("a.b.!")).isEmpty();
    }

    @Test
    void aTokenExpires() {
        Clock[] clock = {Clock.fixed(NOW, ZoneOffset.UTC)};
        ConferenceTokens tokens = new ConferenceTokens(new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return clock[0].instant();
            }
        });
        String token = issued(tokens);
        clock[0] = Clock.offset(clock[0], Duration.ofHours(13));
        assertThat(tokens.verify(token)).isEmpty();
    }
}
