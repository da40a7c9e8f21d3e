/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bean's place at the platform's MBean server, which is Karaf's, too. While a copy of this bundle is at work beside this one, as
 * when two releases are installed, the first has the place, and the other takes it when the first goes.
 */
final class ManagementBean implements NotificationListener {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementBean.class);
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final ObjectName name;
    private final Object bean;
    private boolean placed;
    private boolean over;

    private ManagementBean(ObjectName name, Object bean) {
        this.name = name;
        this.bean = bean;
    }

    static ManagementBean register(String type, Object bean) throws JMException {
        ManagementBean place = new ManagementBean(new ObjectName("org.sipconnector:type=" + type), bean);
        SERVER.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, place, null, null);
        place.take();
        return place;
    }

    private synchronized void take() throws JMException {
        if (!placed && !over) {
            try {
                SERVER.registerMBean(bean, name);
                placed = true;
            } catch (InstanceAlreadyExistsException ofAnother) {
                LOG.info("{} is that of another copy of this bundle until it goes", name);
            }
        }
    }

    /** Takes the place when the other has gone. */
    @Override
    public void handleNotification(Notification notification, Object none) {
        try {
            if (notification instanceof MBeanServerNotification change && change.getMBeanName().equals(name)
                    && change.getType().equals(MBeanServerNotification.UNREGISTRATION_NOTIFICATION)) {
                take();
            }
        } catch (JMException e) {
            LOG.warn("{} cannot be shown: {}", name, ErrorText.of(e));
        }
    }

    synchronized void unregister() throws JMException {
        over = true;
        SERVER.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, this);
        if (placed) {
            SERVER.unregisterMBean(name);
        }
    }
}
