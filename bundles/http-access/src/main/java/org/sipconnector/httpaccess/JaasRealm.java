/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.httpaccess;

import java.security.Principal;
import java.util.Set;
import java.util.stream.Collectors;
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

/** The container's realm (JAAS). For any thread. */
public final class JaasRealm implements Realm {

    private static final Logger LOG = LoggerFactory.getLogger(JaasRealm.class);

    /** Karaf's, and that of modules that follow it; a user may be named like a role. */
    private static final String ROLE = "RolePrincipal";

    @Override
    public Login login(String realm, String user, char[] password) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // where containers have the login module that finds those of bundles
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return login(new LoginContext(realm, new Subject(), callbacks -> answer(callbacks, user, password)));
        } catch (LoginException | SecurityException noSuchRealm) {
            LOG.debug("there is no realm {}: {}", realm, ErrorText.of(noSuchRealm));
            return Login.ABSENT;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Login login(LoginContext login) {
        try {
            login.login();
            Set<String> roles = login.getSubject().getPrincipals().stream().filter(JaasRealm::isRole).map(Principal::getName)
                    .collect(Collectors.toSet());
            login.logout();
            return Login.known(roles);
        } catch (LoginException | SecurityException e) {
            LOG.debug("nobody was admitted: {}", ErrorText.of(e));
            return Login.UNKNOWN;
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
