/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metricsservlet;

import java.security.Principal;
import java.util.List;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The container's realm. */
final class JaasRealm implements Realm {

    private static final Logger LOG = LoggerFactory.getLogger(JaasRealm.class);

    /** Karaf's, and that of modules that follow it; a user may be named like a role. */
    private static final String ROLE = "RolePrincipal";

    @Override
    public Answer login(String realm, String user, char[] password, List<String> roles) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // where containers have the login module that finds those of bundles
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return login(new LoginContext(realm, new Subject(), callbacks -> answer(callbacks, user, password)), roles);
        } catch (LoginException | SecurityException noSuchRealm) {
            LOG.debug("there is no realm {}: {}", realm, ErrorText.of(noSuchRealm));
            return Answer.ABSENT;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Answer login(LoginContext login, List<String> roles) {
        try {
            login.login();
            boolean admitted = login.getSubject().getPrincipals().stream().filter(JaasRealm::isRole).map(Principal::getName)
                    .anyMatch(roles::contains);
            login.logout();
            return admitted ? Answer.ADMITTED : Answer.WITHOUT_ROLE;
        } catch (LoginException | SecurityException e) {
            LOG.debug("nobody was admitted: {}", ErrorText.of(e));
            return Answer.UNKNOWN;
        }
    }

    private static boolean isRole(Principal principal) {
        return principal.getClass().getSimpleName().equals(ROLE);
    }

    private static void answer(Callback[] callbacks, String user, char[] password) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                name.setName(user);
            } else if (callback instanceof PasswordCallback secret) {
                secret.setPassword(password);
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }
}
