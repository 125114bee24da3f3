// Command network-policies makes one node deny what NetworkPolicies deny.
//
// It is kube-router's controller of policies on its own: the rest of kube-router (routes, the service
// proxy, a cloud's client) takes twice as long to build and must see more of the cluster.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"github.com/cloudnativelabs/kube-router/v2/pkg/controllers/netpol"
	"github.com/cloudnativelabs/kube-router/v2/pkg/healthcheck"
	"github.com/cloudnativelabs/kube-router/v2/pkg/options"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	config := options.NewKubeRouterConfig()
	config.EnableIPv4 = true
	flag.StringVar(&config.Kubeconfig, "kubeconfig", "", "how to reach the API server")
	flag.StringVar(&config.HostnameOverride, "node", "", "the node whose pods it guards")
	flag.StringVar(&config.ClusterIPCIDRs[0], "services", config.ClusterIPCIDRs[0], "the addresses of Services")
	flag.Parse()
	ended, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ended, config); err != nil {
		fmt.Fprintln(os.Stderr, "network-policies:", err)
		os.Exit(1)
	}
}

// run enforces policies until the context ends.
func run(ended context.Context, config *options.KubeRouterConfig) error {
	client, err := connect(config.Kubeconfig)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	pods := factory.Core().V1().Pods().Informer()
	namespaces := factory.Core().V1().Namespaces().Informer()
	policies := factory.Networking().V1().NetworkPolicies().Informer()
	factory.Start(ended.Done())
	if !cache.WaitForCacheSync(ended.Done(), pods.HasSynced, namespaces.HasSynced, policies.HasSynced) {
		return errors.New("was stopped before it knew the cluster")
	}
	iptables, ipsets, err := netpol.NewIPTablesHandlers(config)
	if err != nil {
		return err
	}
	controller, err := netpol.NewNetworkPolicyController(
		client, config, pods, policies, namespaces, new(sync.Mutex), iptables, ipsets)
	if err != nil {
		return err
	}
	for informer, handler := range map[cache.SharedIndexInformer]cache.ResourceEventHandler{
		pods:       controller.PodEventHandler,
		namespaces: controller.NamespaceEventHandler,
		policies:   controller.NetworkPolicyEventHandler,
	} {
		if _, err := informer.AddEventHandler(handler); err != nil {
			return err
		}
	}
	var running sync.WaitGroup
	running.Add(1)
	go controller.Run(unheard(), ended.Done(), &running)
	running.Wait()
	return nil
}

func connect(kubeconfig string) (kubernetes.Interface, error) {
	access, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	return kubernetes.NewForConfig(access)
}

// unheard takes the heartbeats of a controller, which would wait for somebody to hear them.
func unheard() chan<- *healthcheck.ControllerHeartbeat {
	beats := make(chan *healthcheck.ControllerHeartbeat)
	go func() {
		for range beats {
		}
	}()
	return beats
}
