/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater;
import org.sipconnector.spi.explanation.AbsentKernel;
import org.sipconnector.spi.cluster.Cluster;
import org.sipconnector.spi.cluster.SendLeases;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.ProcessHealth;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.store.Hibernation;

/** Health as it is when somebody asks. Each service is looked up then: none is missed when it comes or kept from being replaced. */
@Component
public final class ObservedHealth implements ProcessHealth {

    private static final String NOT_SHARED = "connectors are shared out over several processes, and what does that is not at work here: no"
            + " connector begins here, and those that are here send nothing; start the bundle org.sipconnector.cluster, see the log for what"
            + " keeps it, or restart Karaf to go on alone";

    private final BundleContext context;
    private final SendLeases leases = new SendLeases();
    private final Orphans orphans = new Orphans(System::nanoTime);

    @Activate
    public ObservedHealth(BundleContext context) {
        this.context = context;
        leases.follow(context);
    }

    @Override
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(
                new Health(find(Connectors.class).orElse(null), find(MediaEngine.class).orElse(null), find(SipUserAgents.class).orElse(null),
                        find(UpdateHistory.class).orElse(null), find(Updater.class).map(Updater::managers).orElse(null),
                        new InstalledBundles(context, orphans.lines(find(ConfigurationAdmin.class).orElse(null)), AbsentKernel.reason(context)),
                        find(Hibernation.class).orElse(null)).problems());
        Optional<Cluster> cluster = find(Cluster.class);
        if (cluster.isEmpty() && leases.isThere()) {
            problems.add(Problem.of(Problem.Kind.CLUSTER, NOT_SHARED));
        }
        cluster.flatMap(Cluster::problem).ifPresent(text -> problems.add(Problem.of(Problem.Kind.CLUSTER, text)));
        return problems;
    }

    private <T> Optional<T> find(Class<T> type) {
        ServiceReference<T> reference = context.getServiceReference(type);
        return Optional.ofNullable(reference == null ? null : context.getService(reference));
    }
}
