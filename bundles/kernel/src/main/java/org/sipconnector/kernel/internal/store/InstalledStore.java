/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.util.Arrays;
import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.store.StateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that is installed and about to start. A refresh starts bundles in any order, and a kernel that comes before its store would
 * begin anew.
 */
public final class InstalledStore {

    private static final Logger LOG = LoggerFactory.getLogger(InstalledStore.class);
    private static final String SERVICES = "osgi.service";
    private static final int NOT_STARTED = Bundle.INSTALLED | Bundle.RESOLVED;

    private InstalledStore() {}

    /** Starts it now, if it is to be started anyway. */
    public static void start(BundleContext context) {
        int level = context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel();
        Arrays.stream(context.getBundles()).filter(bundle -> (bundle.getState() & NOT_STARTED) != 0 && isStore(bundle) && starts(bundle, level))
                .forEach(InstalledStore::start);
    }

    private static void start(Bundle store) {
        try {
            store.start(Bundle.START_TRANSIENT);
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("{} does not start: what it keeps of connectors is not taken up: {}", store.getSymbolicName(), ErrorText.of(e));
        }
    }

    private static boolean isStore(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && revision.getDeclaredCapabilities(SERVICES).stream().anyMatch(InstalledStore::offers);
    }

    private static boolean offers(BundleCapability service) {
        return service.getAttributes().get(Constants.OBJECTCLASS) instanceof Collection<?> types
                && types.contains(StateStore.class.getName());
    }

    private static boolean starts(Bundle bundle, int level) {
        BundleStartLevel its = bundle.adapt(BundleStartLevel.class);
        return its.isPersistentlyStarted() && its.getStartLevel() <= level;
    }
}
