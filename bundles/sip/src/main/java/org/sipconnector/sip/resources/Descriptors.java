/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.resources;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** File descriptors: each connection needs one, each call's media a few. Some are left for what is up already. */
final class Descriptors implements Resource {

    private static final int LEFT = 64;
    private static final int SHARE = 8;

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private boolean few;

    @Override
    public Optional<String> shortage() {
        try {
            // by name: the type of the bean is not visible to every bundle
            ObjectName system = new ObjectName("java.lang:type=OperatingSystem");
            long open = (Long) beans.getAttribute(system, "OpenFileDescriptorCount");
            long most = (Long) beans.getAttribute(system, "MaxFileDescriptorCount");
            long needed = Math.min(LEFT, most / SHARE);
            // the line must not come and go with each socket
            few = most - open < (few ? 2 * needed : needed);
            return few
                    ? Optional.of("file descriptors: " + open + " of " + most + " are in use; raise the limit (ulimit -n, LimitNOFILE)")
                    : Optional.empty();
        } catch (JMException notTold) {
            return Optional.empty();
        }
    }
}
