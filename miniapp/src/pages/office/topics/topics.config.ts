export default definePageConfig({ navigationBarTitleText: '诉求主题' })
