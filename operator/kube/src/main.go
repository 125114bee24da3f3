// Command kubernetes is the Kubernetes of the tests in one binary: the control plane, and what a node
// runs beside containerd, chosen by the name it is called by.
//
// One binary instead of seven shares what they have in common, which is most of it, on disk and in
// the time it takes to link.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"          // --logging-format=json
	_ "k8s.io/component-base/metrics/prometheus/clientgo" // the metrics each component serves
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

// Usage errors exit like a shell's "command not found".
const exitUnknownComponent = 127

func main() {
	// These two parse their arguments themselves.
	programs := map[string]func(){
		"etcd":    func() { etcdmain.Main(os.Args) },
		"coredns": serveNames,
	}
	commands := map[string]func() *cobra.Command{
		"kube-apiserver":          apiserver.NewAPIServerCommand,
		"kube-controller-manager": controllers.NewControllerManagerCommand,
		"kube-proxy":              proxy.NewProxyCommand,
		"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
		"kubelet":                 func() *cobra.Command { return kubelet.NewKubeletCommand(context.Background()) },
	}
	name := filepath.Base(os.Args[0])
	if program, known := programs[name]; known {
		program()
		return
	}
	command, known := commands[name]
	if !known {
		fmt.Fprintf(os.Stderr, "%s: call this binary by a link named one of %s\n", name, names(commands, programs))
		os.Exit(exitUnknownComponent)
	}
	os.Exit(cli.Run(command()))
}

func names(commands map[string]func() *cobra.Command, programs map[string]func()) string {
	var all []string
	for name := range commands {
		all = append(all, name)
	}
	for name := range programs {
		all = append(all, name)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}
