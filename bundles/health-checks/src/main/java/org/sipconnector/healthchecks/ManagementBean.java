/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** A bean's place at the platform's MBean server, which is Karaf's, too. */
record ManagementBean(ObjectName name) {

    static ManagementBean register(String type, Object bean) throws JMException {
        ObjectName name = new ObjectName("org.sipconnector:type=" + type);
        ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
        return new ManagementBean(name);
    }

    void unregister() throws JMException {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
    }
}
