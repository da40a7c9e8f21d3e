/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginSessionsTest {

    private static final RestUser ADMIN = new RestUser("boss", RestRole.ADMIN);
    private static final String HEADER = "Basic Ym9zczpzZWNyZXQ=";

    private final List<String> asked = new ArrayList<>();
    private long now;
    private Optional<RestUser> known = Optional.of(ADMIN);
    private final LoginSessions sessions = new LoginSessions(() -> now);
    private final LoginSessions.Lookup realm = authorization -> {
        asked.add(authorization);
        return known;
    };

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static String refuse(String authorization) {
        throw ProblemException.of(ProblemKind.UNAVAILABLE, "the realm is slow");
    }

    @Test
    void theRealmIsAskedOnceAMinute() {
        String key = sessions.begin(ADMIN, HEADER);
        pass(LoginSessions.TRUSTED.minusSeconds(1));
        assertThat(sessions.user(key, realm)).contains(ADMIN);
        assertThat(asked).isEmpty();

        pass(Duration.ofSeconds(1));
        assertThat(sessions.user(key, realm)).contains(ADMIN);
        assertThat(sessions.user(key, realm)).contains(ADMIN);
        assertThat(asked).containsExactly(HEADER);
    }

    @Test
    void whoWasTakenOutOfTheRealmIsOutAMinuteLater() {
        String key = sessions.begin(ADMIN, HEADER);
        known = Optional.empty();
        pass(LoginSessions.TRUSTED);

        assertThat(sessions.user(key, realm)).isEmpty();
        known = Optional.of(ADMIN);
        assertThat(sessions.user(key, realm)).as("for good").isEmpty();
    }

    @Test
    void whoHasLostARoleMayNoMoreThanTheOtherAllows() {
        String key = sessions.begin(ADMIN, HEADER);
        known = Optional.of(new RestUser("boss", RestRole.VIEWER));
        pass(LoginSessions.TRUSTED);

        assertThat(sessions.user(key, realm)).contains(new RestUser("boss", RestRole.VIEWER));
        assertThat(sessions.user(key, realm)).contains(new RestUser("boss", RestRole.VIEWER));
    }

    @Test
    void nobodyIsLetInWhileTheRealmCannotBeAsked() {
        String key = sessions.begin(ADMIN, HEADER);
        pass(LoginSessions.TRUSTED);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> sessions.user(key, authorization -> Optional.of(new RestUser(refuse(authorization), RestRole.ADMIN))))
                    .isInstanceOf(ProblemException.class);
        }
        assertThat(sessions.user(key, realm)).as("when it answers again").contains(ADMIN);
    }

    @Test
    void oneThatIsNotUsedEndsAndSoDoesEveryOneAtLast() {
        String idle = sessions.begin(ADMIN, HEADER);
        String used = sessions.begin(ADMIN, HEADER);
        for (int minutes = 0; minutes < 12 * 60; minutes += 20) {
            assertThat(sessions.user(used, realm)).contains(ADMIN);
            pass(Duration.ofMinutes(20));
        }
        assertThat(sessions.user(idle, realm)).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(sessions.user(used, realm)).isEmpty();
    }

    @Test
    void whoLogsInVeryOftenEndsOwnLoginsAndNoOthers() {
        String others = sessions.begin(ADMIN, HEADER);
        RestUser viewer = new RestUser("looker", RestRole.VIEWER);
        String first = sessions.begin(viewer, HEADER);
        for (int i = 0; i < 2_000; i++) {
            sessions.begin(viewer, HEADER);
        }
        assertThat(sessions.user(others, realm)).contains(ADMIN);
        assertThat(sessions.user(first, realm)).isEmpty();
    }

    @Test
    void anInventedKeyIsNobodys() {
        assertThat(sessions.user("", realm)).isEmpty();
        assertThat(sessions.user("no base64!", realm)).isEmpty();
        assertThat(asked).isEmpty();
    }
}
